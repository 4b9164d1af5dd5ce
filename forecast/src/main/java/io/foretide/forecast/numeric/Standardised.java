package io.foretide.forecast.numeric;

/**
 * Complete rows with every column moved to mean 0 and scaled to variance 1.
 *
 * @param x columns
 * @param y output, moved to mean 0
 * @param means mean of each column
 * @param scales deviation of each column, 1 where it is constant
 * @param mean mean of the output
 */
@SuppressWarnings("ArrayRecordComponent")
record Standardised(double[][] x, double[] y, double[] means, double[] scales, double mean) {

  static Standardised of(double[][] columns, double[] y) {
    int p = columns.length;
    int[] used = new int[y.length];
    int n = 0;
    for (int t = 0; t < y.length; t++) {
      boolean known = !Double.isNaN(y[t]);
      for (int i = 0; i < p && known; i++) {
        known = !Double.isNaN(columns[i][t]);
      }
      if (known) {
        used[n++] = t;
      }
    }
    double[] means = new double[p];
    double[] scales = new double[p];
    double[][] x = new double[p][n];
    for (int i = 0; i < p; i++) {
      for (int r = 0; r < n; r++) {
        x[i][r] = columns[i][used[r]];
        means[i] += x[i][r] / n;
      }
      for (int r = 0; r < n; r++) {
        x[i][r] -= means[i];
        scales[i] += x[i][r] * x[i][r] / n;
      }
      scales[i] = scales[i] > 0 ? Math.sqrt(scales[i]) : 1;
      for (int r = 0; r < n; r++) {
        x[i][r] /= scales[i];
      }
    }
    double mean = 0;
    for (int r = 0; r < n; r++) {
      mean += y[used[r]] / n;
    }
    double[] output = new double[n];
    for (int r = 0; r < n; r++) {
      output[r] = y[used[r]] - mean;
    }
    return new Standardised(x, output, means, scales, mean);
  }
}
