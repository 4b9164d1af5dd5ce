package io.foretide.detect;

/**
 * Scores of whole columns.
 *
 * @param values normalised scores, 1.0 is the limit, NaN where a row has none
 * @param raw the method's own statistic, NaN where a row has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Scores(double[] values, double[] raw) {

  /** The number of rows. */
  public int rows() {
    return values.length;
  }

  /** How many rows are above their limit. */
  public int anomalies() {
    int n = 0;
    for (double v : values) {
      if (v > 1.0) {
        n++;
      }
    }
    return n;
  }
}
