package io.foretide.forecast.inputs;

import io.foretide.forecast.numeric.Ridge;

/** How long one sensor takes to act on another. */
public final class DeadTime {

  private static final int WHITENING = 6;

  private DeadTime() {}

  /**
   * The delay at which changes of the input that it does not itself explain are most correlated
   * with the output (prewhitened cross-correlation, Box and Jenkins, section 12.1).
   *
   * @param most longest delay considered, in steps
   */
  public static int estimate(double[] input, double[] output, int most) {
    int n = input.length;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int t = 1; t < n; t++) {
      x[t] = input[t] - input[t - 1];
      y[t] = output[t] - output[t - 1];
    }
    x[0] = Double.NaN;
    y[0] = Double.NaN;
    double[][] past = new double[WHITENING][n];
    for (int k = 0; k < WHITENING; k++) {
      for (int t = 0; t < n; t++) {
        past[k][t] = t > k ? x[t - 1 - k] : Double.NaN;
      }
    }
    double[] w = Ridge.fit(past, x).weights();
    double[] a = whitened(x, w);
    double[] b = whitened(y, w);
    int best = 0;
    double strongest = -1;
    for (int lag = 0; lag <= Math.min(most, n - 3); lag++) {
      double sxy = 0;
      double sxx = 0;
      double syy = 0;
      for (int t = lag; t < n; t++) {
        double product = a[t - lag] * b[t];
        if (!Double.isNaN(product)) {
          sxy += product;
          sxx += a[t - lag] * a[t - lag];
          syy += b[t] * b[t];
        }
      }
      double r = sxx > 0 && syy > 0 ? Math.abs(sxy) / Math.sqrt(sxx * syy) : 0;
      if (r > strongest) {
        strongest = r;
        best = lag;
      }
    }
    return best;
  }

  private static double[] whitened(double[] x, double[] w) {
    double[] out = new double[x.length];
    for (int t = 0; t < x.length; t++) {
      out[t] = x[t];
      for (int k = 0; k < w.length; k++) {
        out[t] -= w[k] * (t > k ? x[t - 1 - k] : Double.NaN);
      }
    }
    return out;
  }
}
