package io.foretide.forecast.arima;

import org.jspecify.annotations.Nullable;

/**
 * Multiplied-out ARMA polynomials: {@code y = sum phi_i y(-i) + e + sum theta_j e(-j)}.
 *
 * @param phi autoregressive coefficients
 * @param theta moving average coefficients
 */
@SuppressWarnings("ArrayRecordComponent")
record Arma(double[] phi, double[] theta) {

  /** From coefficients in the order ar, ma, seasonal ar, seasonal ma. */
  static Arma of(ArimaOrder order, double[] c) {
    int at = 0;
    double[] ar = slice(c, at, order.p());
    at += order.p();
    double[] ma = slice(c, at, order.q());
    at += order.q();
    double[] sar = slice(c, at, order.seasonalP());
    at += order.seasonalP();
    double[] sma = slice(c, at, order.seasonalQ());
    return new Arma(product(ar, sar, order.season(), -1), product(ma, sma, order.season(), 1));
  }

  private static double[] slice(double[] c, int from, int n) {
    double[] out = new double[n];
    System.arraycopy(c, from, out, 0, n);
    return out;
  }

  /** {@code sign} is that of the coefficients in the polynomial: -1 for ar, 1 for ma. */
  private static double[] product(double[] a, double[] s, int season, int sign) {
    double[] out = new double[a.length + s.length * season];
    System.arraycopy(a, 0, out, 0, a.length);
    for (int j = 0; j < s.length; j++) {
      out[(j + 1) * season - 1] += s[j];
      for (int i = 0; i < a.length; i++) {
        out[(j + 1) * season + i] += sign * s[j] * a[i];
      }
    }
    return out;
  }

  /** Dimension of Harvey's state. */
  int states() {
    return Math.max(phi.length, theta.length + 1);
  }

  /** Coefficients inside the stationary region from free ones, through partial correlations. */
  static double[] stationary(double[] free, int from, int n) {
    double[] phi = new double[n];
    double[] work = new double[n];
    for (int k = 0; k < n; k++) {
      double r = Math.tanh(free[from + k]);
      for (int i = 0; i < k; i++) {
        work[i] = phi[i] - r * phi[k - 1 - i];
      }
      System.arraycopy(work, 0, phi, 0, k);
      phi[k] = r;
    }
    return phi;
  }

  /** The inverse of {@link #stationary}; coefficients outside the region come back inside. */
  static double[] free(double[] phi) {
    double[] work = phi.clone();
    double[] free = new double[phi.length];
    double[] next = new double[phi.length];
    for (int k = phi.length - 1; k >= 0; k--) {
      double r = Math.max(-0.9999, Math.min(0.9999, work[k]));
      free[k] = 0.5 * Math.log((1 + r) / (1 - r));
      for (int i = 0; i < k; i++) {
        next[i] = (work[i] + r * work[k - 1 - i]) / (1 - r * r);
      }
      System.arraycopy(next, 0, work, 0, k);
    }
    return free;
  }

  /**
   * Autocovariances at lags 0 to {@code most} for unit error variance: those of the autoregression
   * by Levinson's recursion, then through the moving average. Null where not stationary.
   */
  double @Nullable [] autocovariances(int most) {
    int p = phi.length;
    int q = theta.length;
    int far = Math.max(most + q, p);
    double[] u = new double[far + 1];
    double[] work = phi.clone();
    double[][] steps = new double[p][];
    double variance = 1;
    for (int k = p - 1; k >= 0; k--) {
      steps[k] = java.util.Arrays.copyOf(work, k + 1);
      double r = work[k];
      double keep = 1 - r * r;
      if (!(keep > 1e-14)) {
        return null;
      }
      variance /= keep;
      double[] next = new double[k];
      for (int i = 0; i < k; i++) {
        next[i] = (work[i] + r * work[k - 1 - i]) / keep;
      }
      work = next;
    }
    u[0] = variance;
    for (int k = 1; k <= p; k++) {
      double r = steps[k - 1][k - 1];
      double sum = r * variance;
      if (k > 1) {
        double[] before = steps[k - 2];
        for (int i = 0; i < k - 1; i++) {
          sum += before[i] * u[k - 1 - i];
        }
      }
      u[k] = sum;
      variance *= 1 - r * r;
    }
    for (int k = p + 1; k <= far; k++) {
      double sum = 0;
      for (int i = 0; i < p; i++) {
        if (phi[i] != 0) {
          sum += phi[i] * u[k - 1 - i];
        }
      }
      u[k] = sum;
    }
    if (q == 0) {
      return java.util.Arrays.copyOf(u, most + 1);
    }
    double[] spread = new double[q + 1];
    for (int k = 0; k <= q; k++) {
      double sum = k == 0 ? 1 : theta[k - 1];
      for (int i = 0; i + k < q; i++) {
        sum += theta[i] * theta[i + k];
      }
      spread[k] = sum;
    }
    double[] gamma = new double[most + 1];
    for (int h = 0; h <= most; h++) {
      double sum = spread[0] * u[h];
      for (int k = 1; k <= q; k++) {
        if (spread[k] != 0) {
          sum += spread[k] * (u[h + k] + u[Math.abs(h - k)]);
        }
      }
      gamma[h] = sum;
    }
    return gamma;
  }

  /** Weights of past errors, from 1 at lag 0. */
  double[] psi(int n) {
    double[] psi = new double[n];
    for (int h = 0; h < n; h++) {
      double sum = h == 0 ? 1 : h <= theta.length ? theta[h - 1] : 0;
      for (int i = 0; i < phi.length && i < h; i++) {
        if (phi[i] != 0) {
          sum += phi[i] * psi[h - 1 - i];
        }
      }
      psi[h] = sum;
    }
    return psi;
  }

  /** First column of the stationary covariance of Harvey's state; null where not stationary. */
  double @Nullable [] firstColumn() {
    int r = states();
    double[] gamma = autocovariances(r);
    if (gamma == null) {
      return null;
    }
    double[] psi = psi(r);
    double[] column = new double[r];
    column[0] = gamma[0];
    for (int i = 1; i < r; i++) {
      double sum = 0;
      for (int j = i; j < r; j++) {
        double f = j < phi.length ? phi[j] : 0;
        double m = j <= theta.length ? theta[j - 1] : 0;
        if (f != 0) {
          sum += f * gamma[1 + j - i];
        }
        if (m != 0) {
          sum += m * psi[j - i];
        }
      }
      column[i] = sum;
    }
    return column;
  }
}
