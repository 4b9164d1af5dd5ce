package io.foretide.forecast.numeric;

/**
 * Partial least squares for one output (PLS1 by NIPALS; Wold, Sjöström and Eriksson 2001): weights
 * on the columns for every number of components.
 *
 * @param weights per number of components from 1, one weight per column
 * @param intercepts constant term per number of components
 */
@SuppressWarnings("ArrayRecordComponent")
public record PartialLeastSquares(double[][] weights, double[] intercepts) {

  private static final double SPENT = 1e-12;

  /**
   * Fits on standardised columns; rows with a missing value are left out.
   *
   * @param most components at most; fewer where the columns do not support them
   */
  public static PartialLeastSquares fit(double[][] columns, double[] y, int most) {
    Standardised s = Standardised.of(columns, y);
    int p = columns.length;
    int n = s.y().length;
    double[][] x = s.x();
    double[] left = s.y().clone();
    int a = Math.max(0, Math.min(most, Math.min(p, n - 1)));
    double[][] r = new double[a][p];
    double[][] loadings = new double[a][p];
    double[][] weights = new double[a][];
    double[] intercepts = new double[a];
    double[] sum = new double[p];
    double start = 0;
    int found = 0;
    for (int k = 0; k < a; k++) {
      double[] w = new double[p];
      double norm = 0;
      for (int i = 0; i < p; i++) {
        w[i] = dot(x[i], left);
        norm += w[i] * w[i];
      }
      start = k == 0 ? norm : start;
      if (!(norm > SPENT * start)) {
        break;
      }
      double[] score = new double[n];
      for (int i = 0; i < p; i++) {
        w[i] /= Math.sqrt(norm);
        for (int t = 0; t < n; t++) {
          score[t] += w[i] * x[i][t];
        }
      }
      double squares = dot(score, score);
      if (!(squares > 0)) {
        break;
      }
      double q = dot(left, score) / squares;
      r[k] = w.clone();
      for (int j = 0; j < k; j++) {
        double share = dot(loadings[j], w);
        for (int i = 0; i < p; i++) {
          r[k][i] -= share * r[j][i];
        }
      }
      for (int i = 0; i < p; i++) {
        loadings[k][i] = dot(x[i], score) / squares;
        for (int t = 0; t < n; t++) {
          x[i][t] -= loadings[k][i] * score[t];
        }
        sum[i] += q * r[k][i];
      }
      for (int t = 0; t < n; t++) {
        left[t] -= q * score[t];
      }
      weights[k] = new double[p];
      intercepts[k] = s.mean();
      for (int i = 0; i < p; i++) {
        weights[k][i] = sum[i] / s.scales()[i];
        intercepts[k] -= weights[k][i] * s.means()[i];
      }
      found = k + 1;
    }
    if (found == 0) {
      return new PartialLeastSquares(new double[][] {new double[p]}, new double[] {s.mean()});
    }
    return new PartialLeastSquares(
        java.util.Arrays.copyOf(weights, found), java.util.Arrays.copyOf(intercepts, found));
  }

  /** Most components found. */
  public int components() {
    return weights.length;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
