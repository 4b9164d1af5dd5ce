package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.state.ByteSink;

/** A causal method for one signal, with its parameters. Immutable. */
interface SignalMethod {

  /** A scorer without history. */
  SignalScorer scorer();

  /** How many earlier values reproduce a score exactly, or {@link Causal#UNBOUNDED}. */
  default int lookback() {
    return 0;
  }

  /** Appends the parameters. */
  void write(ByteSink out);
}
