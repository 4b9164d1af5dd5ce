package io.foretide.forecast.numeric;

/**
 * Means and correlations of columns and an output, from which the output is expected given any part
 * of the columns (the conditional mean and variance of a normal distribution).
 *
 * @param means mean of each column
 * @param scales deviation of each column, 1 where it is constant
 * @param correlations lower triangle of the columns' correlations
 * @param cross correlation of each column with the output times the output's deviation
 * @param mean mean of the output
 * @param variance variance of the output
 */
@SuppressWarnings("ArrayRecordComponent")
public record JointMoments(
    double[] means,
    double[] scales,
    double[][] correlations,
    double[] cross,
    double mean,
    double variance) {

  private static final double PENALTY = 1e-3;

  /** What is expected of the output. */
  public record Expected(double value, double variance) {}

  /** Of all rows without a missing value. */
  public static JointMoments of(double[][] columns, double[] y) {
    Standardised s = Standardised.of(columns, y);
    int p = columns.length;
    int rows = s.y().length;
    int n = Math.max(1, rows);
    double[][] correlations = new double[p][];
    double[] cross = new double[p];
    for (int i = 0; i < p; i++) {
      correlations[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        correlations[i][j] = Dot.of(s.x()[i], s.x()[j], rows) / n;
      }
      cross[i] = Dot.of(s.x()[i], s.y(), rows) / n;
    }
    return new JointMoments(
        s.means(), s.scales(), correlations, cross, s.mean(), Dot.of(s.y(), s.y(), rows) / n);
  }

  /** The output where the row's missing columns are NaN. */
  public Expected given(double[] row) {
    int[] known = new int[row.length];
    int k = 0;
    for (int i = 0; i < row.length; i++) {
      if (!Double.isNaN(row[i])) {
        known[k++] = i;
      }
    }
    double[][] a = new double[k][k];
    double[] w = new double[k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = correlations[known[i]][known[j]];
      }
      a[i][i] += PENALTY;
      w[i] = cross[known[i]];
    }
    if (!Cholesky.factor(a)) {
      return new Expected(mean, variance);
    }
    Cholesky.solve(a, w);
    double value = mean;
    double left = variance;
    for (int i = 0; i < k; i++) {
      int c = known[i];
      value += w[i] * (row[c] - means[c]) / scales[c];
      left -= w[i] * cross[c];
    }
    return new Expected(value, Math.max(0, left));
  }
}
