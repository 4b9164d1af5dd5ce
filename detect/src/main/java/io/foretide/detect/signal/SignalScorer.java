package io.foretide.detect.signal;

import io.foretide.detect.Score;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/** The running state of a {@link SignalMethod} on one signal. */
interface SignalScorer {

  /**
   * Takes the next value, which is finite or NaN.
   *
   * @return the normalised score, 1.0 at the limit, NaN if there is none
   */
  double score(double value);

  /** The signed statistic behind the last score. */
  double raw();

  /** +1 or -1 for a value that was too high or too low, 0 if the method knows no direction. */
  default int direction() {
    return (int) Math.signum(raw());
  }

  /** Adds the band around the last value to its score, where the method has one. */
  default void band(Score out) {}

  /** Appends the running state. */
  default void write(ByteSink out) {}

  /** Replaces the running state. */
  default void read(ByteSource in) {}
}
