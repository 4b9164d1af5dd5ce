package io.foretide.core.prediction;

/**
 * The rows that one origin yielded, on a regular grid of instants: row {@code i} is at {@code first
 * + i * step}.
 *
 * @param origin the end of the interval that was predicted; only points before it were read
 * @param first instant of the first row
 * @param step nanoseconds between rows, above zero
 * @param values {@code values[output][row]}, in the order of the model's outputs; NaN is no value
 */
public record PredictionBlock(long origin, long first, long step, double[][] values) {
  public PredictionBlock {
    if (step <= 0) {
      throw new IllegalArgumentException("step " + step + " ns: expected above zero");
    }
  }

  public int rows() {
    return values.length == 0 ? 0 : values[0].length;
  }

  /** The first instant after the last row's bucket. */
  public long end() {
    return first + rows() * step;
  }
}
