package io.foretide.detect.gordo;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/** A method that predicts target tags from input tags; it can be fitted again and again. */
public interface TagModel {

  /**
   * Fits the method.
   *
   * @param inputs columns without NaN
   * @param targets columns of the same length
   */
  Fitted fit(double[][] inputs, double[][] targets);

  /** Reads a fitted model that {@link Fitted#write} wrote. */
  Fitted read(ByteSource in);

  /** Appends the settings of the method itself. */
  void write(ByteSink out);

  /** A fitted model; immutable. */
  interface Fitted {

    /** Space that {@link #predict} works in, one per thread. */
    double[] work();

    /** Predicts the targets of one row in their own units. */
    void predict(double[] inputs, double[] targets, double[] work);

    /** Appends the parameters. */
    void write(ByteSink out);
  }
}
