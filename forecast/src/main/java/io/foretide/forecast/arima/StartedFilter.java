package io.foretide.forecast.arima;

import io.foretide.forecast.numeric.Cholesky;
import io.foretide.forecast.numeric.Dot;
import java.util.Arrays;

/**
 * Exact innovations as those of the plain recursion, corrected for the unknown state before the
 * first value, which is estimated with its stationary covariance as prior (Galbraith and Galbraith
 * 1974; Ljung and Box 1979). The responses to the state are shifts of one impulse response, so a
 * model of few states costs little more than the plain recursion. The prior's share of the squares
 * is appended to the innovations.
 *
 * <p>Not thread-safe: it owns its work arrays.
 */
final class StartedFilter implements ExactInnovations {

  private static final double FADED = 1e-13;

  /** Responses beyond this belong to moving averages that cannot be inverted. */
  private static final double MOST_RESPONSE = 1e12;

  private final double[][] columns;
  private final int n;
  private double[][] innovations = {};
  private final double[] response;
  private final double[] ahead;
  private double logVariances;

  StartedFilter(double[][] columns) {
    this.columns = columns;
    n = columns[0].length;
    response = new double[n];
    ahead = new double[n];
  }

  @Override
  public double[][] innovations() {
    return innovations;
  }

  @Override
  public double logVariances() {
    return logVariances;
  }

  @Override
  public boolean run(Arma arma) {
    double[] first = n == 0 ? null : arma.firstColumn();
    if (first == null || !(first[0] > 0) || !(first[0] < 1e12)) {
      return false;
    }
    double[] phi = arma.phi();
    double[] theta = arma.theta();
    int s = Math.max(phi.length, theta.length);
    if (innovations.length == 0 || innovations[0].length != n + s) {
      innovations = new double[columns.length][n + s];
    }
    double[][] prior = root(covariance(first, phi, theta, s));
    int reach = respond(theta);
    if (!(Math.abs(response[n - 1]) < MOST_RESPONSE)) {
      return byState(arma);
    }
    double[][] posterior = posterior(prior, reach, s);
    if (!Cholesky.factor(posterior)) {
      return byState(arma);
    }
    logVariances = 2 * Cholesky.halfLogDeterminant(posterior);
    for (int c = 0; c < columns.length; c++) {
      plain(columns[c], innovations[c], phi, theta);
      correct(innovations[c], prior, posterior, reach, s);
    }
    return true;
  }

  /** Given coefficients that cannot be inverted: through the state's variance, step by step. */
  private boolean byState(Arma arma) {
    ArmaFilter filter = new ArmaFilter(columns);
    if (!filter.run(arma)) {
      return false;
    }
    logVariances = filter.logVariances();
    for (int c = 0; c < columns.length; c++) {
      Arrays.fill(innovations[c], 0);
      System.arraycopy(filter.innovations()[c], 0, innovations[c], 0, n);
    }
    return true;
  }

  /** Covariance of the predicted state, from its first row and the transition, last row first. */
  private static double[][] covariance(double[] first, double[] phi, double[] theta, int s) {
    double[][] v = new double[s + 1][s + 1];
    for (int j = 0; j < s; j++) {
      v[0][j] = first[j] - (j == 0 ? 1 : j <= theta.length ? theta[j - 1] : 0);
      v[j][0] = v[0][j];
    }
    for (int i = s - 1; i > 0; i--) {
      double f = i < phi.length ? phi[i] : 0;
      double k = f + (i < theta.length ? theta[i] : 0);
      for (int j = i; j > 0; j--) {
        double g = j < phi.length ? phi[j] : 0;
        double m = g + (j < theta.length ? theta[j] : 0);
        v[i][j] = f * g * v[0][0] + f * v[0][j + 1] + g * v[0][i + 1] + v[i + 1][j + 1] + k * m;
        v[j][i] = v[i][j];
      }
    }
    return v;
  }

  /** Lower triangular root of a covariance that may be singular. */
  private static double[][] root(double[][] v) {
    int s = v.length - 1;
    double[][] root = new double[s][s];
    for (int j = 0; j < s; j++) {
      double left = v[j][j];
      for (int k = 0; k < j; k++) {
        left -= root[j][k] * root[j][k];
      }
      if (!(left > 1e-14 * v[j][j])) {
        continue;
      }
      double pivot = Math.sqrt(left);
      root[j][j] = pivot;
      for (int i = j + 1; i < s; i++) {
        double sum = v[i][j];
        for (int k = 0; k < j; k++) {
          sum -= root[i][k] * root[j][k];
        }
        root[i][j] = sum / pivot;
      }
    }
    return root;
  }

  /** Writes the response of the innovations to one unit of state; how many steps it lasts. */
  private int respond(double[] theta) {
    Arrays.fill(response, 0);
    response[0] = 1;
    if (theta.length == 1) {
      return geometric(-theta[0]);
    }
    int quiet = 0;
    for (int t = 1; t < n; t++) {
      double sum = 0;
      for (int j = Math.min(theta.length, t) - 1; j >= 0; j--) {
        sum -= theta[j] * response[t - 1 - j];
      }
      response[t] = sum;
      quiet = Math.abs(sum) < FADED ? quiet + 1 : 0;
      if (quiet >= theta.length) {
        return t + 1 - quiet;
      }
    }
    return n;
  }

  /** Powers of a factor, four chains side by side. */
  private int geometric(double factor) {
    double[] r = response;
    double value = 1;
    for (int t = 1; t < Math.min(4, n); t++) {
      value *= factor;
      r[t] = value;
    }
    double fourth = factor * factor * (factor * factor);
    int t = 4;
    for (; t + 3 < n && Math.abs(r[t - 4]) >= FADED; t += 4) {
      r[t] = fourth * r[t - 4];
      r[t + 1] = fourth * r[t - 3];
      r[t + 2] = fourth * r[t - 2];
      r[t + 3] = fourth * r[t - 1];
    }
    if (t + 3 < n) {
      return t;
    }
    for (; t < n; t++) {
      r[t] = fourth * r[t - 4];
    }
    return n;
  }

  /** The identity plus the information of the values about the state, in units of the prior. */
  private double[][] posterior(double[][] prior, int reach, int s) {
    double[][] gram = new double[s][s];
    for (int j = 0; j < s && j < n; j++) {
      gram[j][0] = Dot.of(response, j, response, 0, Math.max(0, reach - j));
    }
    for (int i = 1; i < s; i++) {
      for (int j = 1; j <= i; j++) {
        gram[i][j] = gram[i - 1][j - 1] - late(n - i, reach) * late(n - j, reach);
      }
    }
    for (int i = 0; i < s; i++) {
      for (int j = 0; j < i; j++) {
        gram[j][i] = gram[i][j];
      }
    }
    double[][] posterior = new double[s][s];
    double[] product = new double[s];
    for (int i = 0; i < s; i++) {
      for (int k = 0; k < s; k++) {
        double sum = 0;
        for (int j = i; j < s; j++) {
          sum += prior[j][i] * gram[j][k];
        }
        product[k] = sum;
      }
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? 1 : 0;
        for (int k = j; k < s; k++) {
          sum += product[k] * prior[k][j];
        }
        posterior[i][j] = sum;
      }
    }
    return posterior;
  }

  private double late(int t, int reach) {
    return t >= 0 && t < reach ? response[t] : 0;
  }

  /** Innovations if the state before the first value was zero. */
  private void plain(double[] y, double[] e, double[] phi, double[] theta) {
    System.arraycopy(y, 0, e, 0, n);
    for (int i = 0; i < phi.length; i++) {
      double factor = phi[i];
      for (int t = i + 1; t < n; t++) {
        e[t] -= factor * y[t - 1 - i];
      }
    }
    if (theta.length == 1) {
      first(e, theta[0]);
    } else if (theta.length == 2) {
      double one = theta[0];
      double two = theta[1];
      double last = 0;
      double before = 0;
      for (int t = 0; t < n; t++) {
        double now = e[t] - two * before - one * last;
        before = last;
        last = now;
        e[t] = now;
      }
    } else if (theta.length > 0) {
      for (int t = 1; t < n; t++) {
        double v = e[t];
        for (int j = Math.min(theta.length, t) - 1; j >= 0; j--) {
          v -= theta[j] * e[t - 1 - j];
        }
        e[t] = v;
      }
    }
  }

  /**
   * {@code e(t) = x(t) - f e(t-1)} in place, looked ahead twice so that four chains run side by
   * side: {@code e(t) = x(t) - f x(t-1) + f2 x(t-2) - f3 x(t-3) + f4 e(t-4)}.
   */
  private void first(double[] e, double f) {
    double[] x = ahead;
    System.arraycopy(e, 0, x, 0, n);
    for (int t = 1; t < n; t++) {
      x[t] = e[t] - f * e[t - 1];
    }
    double square = f * f;
    System.arraycopy(x, 0, e, 0, n);
    for (int t = 2; t < n; t++) {
      e[t] = x[t] + square * x[t - 2];
    }
    double fourth = square * square;
    int t = 4;
    for (; t + 3 < n; t += 4) {
      e[t] += fourth * e[t - 4];
      e[t + 1] += fourth * e[t - 3];
      e[t + 2] += fourth * e[t - 2];
      e[t + 3] += fourth * e[t - 1];
    }
    for (; t < n; t++) {
      e[t] += fourth * e[t - 4];
    }
  }

  private void correct(double[] e, double[][] prior, double[][] posterior, int reach, int s) {
    double[] b = new double[s];
    for (int i = 0; i < s; i++) {
      b[i] = Dot.of(e, i, response, 0, Math.max(0, Math.min(reach, n - i)));
    }
    double[] u = new double[s];
    for (int i = 0; i < s; i++) {
      for (int j = i; j < s; j++) {
        u[i] += prior[j][i] * b[j];
      }
    }
    Cholesky.solve(posterior, u);
    Arrays.fill(b, 0);
    for (int i = 0; i < s; i++) {
      for (int j = 0; j <= i; j++) {
        b[i] += prior[i][j] * u[j];
      }
    }
    for (int i = 0; i < s; i++) {
      double state = b[i];
      int last = Math.min(n, reach + i);
      for (int t = i; t < last; t++) {
        e[t] -= state * response[t - i];
      }
      e[n + i] = u[i];
    }
  }
}
