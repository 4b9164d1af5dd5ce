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

  /** Growth per step that a plant may have: a tenth in five steps. */
  private static final double MOST_GROWTH = 1.02;

  private static final double LARGE = 1e100;
  private static final int ROUNDS = 20;

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
    // Where all targets are equal, rounding leaves a little less than nothing.
    squares = Math.max(0, squares - sumY * sumY / Math.max(1, n));
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

  /**
   * The same where forecasts do not run away; otherwise weights that fade with their lag just
   * enough that they do not. A short series can be fitted by weights whose forecasts grow without
   * bound.
   *
   * @param recent values around which faded weights turn
   */
  RidgeSolution tempered(int[] lags, double[] recent) {
    double growth = growth(weights, lags);
    if (growth <= MOST_GROWTH) {
      return this;
    }
    double[] faded = weights.clone();
    double fade = 1;
    for (int round = 0; round < ROUNDS && growth > MOST_GROWTH; round++) {
      fade /= growth;
      for (int k = 0; k < faded.length; k++) {
        faded[k] = weights[k] * Math.pow(fade, lags[k]);
      }
      growth = growth(faded, lags);
    }
    double level = 0;
    for (double value : recent) {
      level += value / recent.length;
    }
    double left = 1;
    for (double weight : faded) {
      left -= weight;
    }
    return new RidgeSolution(faded, level * left, penalty, sigma2, used);
  }

  /** By how much an impulse grows per step in the long run. */
  private static double growth(double[] weights, int[] lags) {
    int longest = lags[lags.length - 1];
    int steps = 4 * longest + 200;
    double[] response = new double[steps];
    double most = 0;
    response[0] = 1;
    for (int h = 1; h < steps; h++) {
      for (int k = 0; k < lags.length && lags[k] <= h; k++) {
        response[h] += weights[k] * response[h - lags[k]];
      }
      double size = Math.abs(response[h]);
      if (!(size < LARGE)) {
        return Math.pow(LARGE, 1.0 / h);
      }
      most = h >= steps - longest - 1 ? Math.max(most, size) : most;
    }
    return Math.pow(most, 1.0 / steps);
  }
}
