package io.foretide.forecast.ar;

import io.foretide.forecast.numeric.Cholesky;

/**
 * Ridge weights of lagged values.
 *
 * @param weights one per lag
 * @param intercept constant term
 * @param penalty the penalty chosen
 * @param sigma2 error variance, corrected for the effective number of weights
 * @param used rows in the regression
 */
@SuppressWarnings("ArrayRecordComponent")
record RidgeSolution(double[] weights, double intercept, double penalty, double sigma2, int used) {

  /**
   * Solves for each penalty and keeps the one with the least generalised cross-validation error.
   *
   * @param x values with gaps filled, for the lags
   * @param y values with gaps, for the targets
   */
  static RidgeSolution of(double[] x, double[] y, int[] lags, double[] penalties) {
    int p = lags.length;
    int longest = lags[p - 1];
    double level = 0;
    for (int t = 0; t < x.length; t++) {
      level += x[t] / x.length;
    }
    double[] c = new double[x.length];
    for (int t = 0; t < c.length; t++) {
      c[t] = x[t] - level;
    }
    double[][] gram = new double[p][p];
    double[] cross = new double[p];
    double[] sums = new double[p];
    double sumY = 0;
    double squares = 0;
    int n = 0;
    double[] row = new double[p];
    for (int t = longest; t < y.length; t++) {
      if (Double.isNaN(y[t])) {
        continue;
      }
      double target = c[t];
      for (int i = 0; i < p; i++) {
        row[i] = c[t - lags[i]];
      }
      for (int i = 0; i < p; i++) {
        double v = row[i];
        double[] g = gram[i];
        for (int j = 0; j <= i; j++) {
          g[j] += v * row[j];
        }
        cross[i] += v * target;
        sums[i] += v;
      }
      sumY += target;
      squares += target * target;
      n++;
    }
    double trace = 0;
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] -= sums[i] * sums[j] / Math.max(1, n);
      }
      cross[i] -= sums[i] * sumY / Math.max(1, n);
      trace += gram[i][i] / p;
    }
    squares -= sumY * sumY / Math.max(1, n);
    if (n == 0 || !(trace > 0)) {
      return new RidgeSolution(new double[p], level + sumY / Math.max(1, n), 0, 0, n);
    }
    RidgeSolution best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double penalty : penalties) {
      double[][] a = new double[p][];
      for (int i = 0; i < p; i++) {
        a[i] = gram[i].clone();
        a[i][i] += penalty * trace + 1e-12 * trace;
      }
      if (!Cholesky.factor(a)) {
        continue;
      }
      double[] w = cross.clone();
      Cholesky.solve(a, w);
      double error = squares;
      double constant = sumY;
      for (int i = 0; i < p; i++) {
        error -= 2 * w[i] * cross[i];
        constant -= w[i] * sums[i];
        for (int j = 0; j < p; j++) {
          error += w[i] * w[j] * (j <= i ? gram[i][j] : gram[j][i]);
        }
      }
      double effective = effective(a, gram);
      double free = n - 1 - effective;
      if (free <= 1) {
        continue;
      }
      error = Math.max(0, error);
      double gcv = error / (free * free);
      if (gcv < least) {
        least = gcv;
        double intercept = level + constant / n;
        for (double weight : w) {
          intercept -= weight * level;
        }
        best = new RidgeSolution(w, intercept, penalty, error / free, n);
      }
    }
    if (best == null) {
      return new RidgeSolution(new double[p], level + sumY / n, 0, squares / n, n);
    }
    return best;
  }

  /** Trace of {@code (G + kI)^-1 G}, by solving for each column. */
  private static double effective(double[][] factor, double[][] gram) {
    int p = gram.length;
    double sum = 0;
    double[] column = new double[p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        column[j] = j <= i ? gram[i][j] : gram[j][i];
      }
      Cholesky.solve(factor, column);
      sum += column[i];
    }
    return sum;
  }
}
