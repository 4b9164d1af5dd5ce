package io.foretide.detect;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Scores rows in their order. It holds the running state of one stream and belongs to one thread at
 * a time.
 */
public interface Scorer {

  /**
   * Scores the next row. Allocates nothing unless the method's documentation says otherwise.
   *
   * @param row one value per signal, NaN where there is none; not kept and not changed
   * @param out overwritten with the result
   */
  void score(double[] row, Score out);

  /** Appends the running state, without a header. Used by {@link #state()} and by wrappers. */
  void write(ByteSink out);

  /** Replaces the running state by one that {@link #write} appended. */
  void read(ByteSource in);

  /** The detector that this scorer belongs to. */
  Causal detector();

  /** The running state as a small versioned byte form, see {@link Causal#scorer(byte[])}. */
  default byte[] state() {
    ByteSink out = new ByteSink();
    out.putHeader("scorer/" + detector().kind());
    out.putInt(detector().signals());
    write(out);
    return out.toBytes();
  }
}
