package io.foretide.forecast.arima;

import java.util.Arrays;

/**
 * Exact innovations of complete stationary series by the Chandrasekhar recursions (Morf, Sidhu and
 * Kailath 1974; Melard 1984): linear in the number of states per step instead of quadratic, then
 * the plain ARMA recursion once the gain has settled. Several columns go through together.
 *
 * <p>Not thread-safe: it owns its work arrays.
 */
final class ArmaFilter implements ExactInnovations {

  private static final double SETTLED = 1e-11;

  private final double[][] columns;

  /** Innovations divided by their standard deviation, per column. */
  private final double[][] innovations;

  /** Sum over steps of the logarithm of the innovation variance. */
  private double logVariances;

  /** States in rolling places: that of step t starts at t, so that the shift costs nothing. */
  private double[][] rolling = {};

  private double[] low = {};
  private double[] gain = {};

  ArmaFilter(double[][] columns) {
    this.columns = columns;
    innovations = new double[columns.length][columns[0].length];
  }

  private void room(int r) {
    int n = columns[0].length;
    if (low.length < n + r + 1) {
      rolling = new double[columns.length][n + r + 1];
      low = new double[n + r + 1];
      gain = new double[r];
    }
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
    double[] column = arma.firstColumn();
    if (column == null || !(column[0] > 0) || !(column[0] < 1e12)) {
      return false;
    }
    int r = column.length;
    int n = columns[0].length;
    room(r);
    double[] phi = Arrays.copyOf(arma.phi(), r);
    int[] ar = places(phi);
    for (int i = 0; i < r; i++) {
      gain[i] = phi[i] * column[0] + (i + 1 < r ? column[i + 1] : 0);
      low[i] = gain[i];
      for (double[] a : rolling) {
        a[i] = 0;
      }
    }
    double variance = column[0];
    double m = -1 / variance;
    double logs = 0;
    double product = 1;
    int t = 0;
    for (; t < n && variance - 1 > SETTLED; t++) {
      product *= variance;
      if (product > 1e200) {
        logs += Math.log(product);
        product = 1;
      }
      double inverse = 1 / variance;
      double root = Math.sqrt(inverse);
      int next = t + 1;
      for (int c = columns.length - 1; c > 0; c--) {
        double[] a = rolling[c];
        double v = columns[c][t] - a[t];
        innovations[c][t] = v * root;
        shift(a, t, phi, ar, r);
        double k = v * inverse;
        for (int i = 0; i < r; i++) {
          a[next + i] += k * gain[i];
        }
      }
      double[] a = rolling[0];
      double v = columns[0][t] - a[t];
      innovations[0][t] = v * root;
      double z = low[t];
      double mz = m * z;
      shift(a, t, phi, ar, r);
      shift(low, t, phi, ar, r);
      advance(a, low, gain, next, r, v * inverse, z * inverse, mz);
      double after = variance + mz * z;
      m *= variance / after;
      variance = after;
    }
    logs += Math.log(product);
    logVariances = logs;
    if (t < n) {
      plain(arma, t, r);
    }
    return true;
  }

  /** The transition without noise: the window moves on by one place. */
  private static void shift(double[] a, int t, double[] phi, int[] ar, int r) {
    double first = a[t];
    a[t + r] = 0;
    for (int i : ar) {
      a[t + 1 + i] += phi[i] * first;
    }
  }

  private static void advance(
      double[] a, double[] low, double[] gain, int at, int r, double k, double share, double mz) {
    for (int i = 0; i < r; i++) {
      double g = gain[i];
      double moved = low[at + i];
      a[at + i] += k * g;
      low[at + i] = moved - share * g;
      gain[i] = g + mz * moved;
    }
  }

  /** Once the variance has settled at 1, innovations follow from values and innovations before. */
  private void plain(Arma arma, int from, int r) {
    double[] phi = arma.phi();
    double[] theta = arma.theta();
    int[] ar = places(phi);
    int[] ma = places(theta);
    int n = columns[0].length;
    int warm = Math.min(n, from + Math.max(phi.length, theta.length));
    for (int c = 0; c < columns.length; c++) {
      double[] y = columns[c];
      double[] e = innovations[c];
      double[] a = rolling[c];
      for (int t = from; t < warm; t++) {
        double v = y[t] - a[t];
        e[t] = v;
        a[t + r] = 0;
        for (int i : ar) {
          a[t + 1 + i] += phi[i] * y[t];
        }
        for (int j : ma) {
          a[t + 1 + j] += theta[j] * v;
        }
      }
      System.arraycopy(y, warm, e, warm, n - warm);
      for (int i : ar) {
        subtract(e, y, phi[i], 1 + i, warm);
      }
      recursion(e, theta, ma, warm);
    }
  }

  private static void subtract(double[] e, double[] y, double factor, int lag, int from) {
    for (int t = from; t < e.length; t++) {
      e[t] -= factor * y[t - lag];
    }
  }

  private static void recursion(double[] e, double[] theta, int[] ma, int from) {
    if (ma.length == 1 && ma[0] == 0) {
      double factor = theta[0];
      double last = from > 0 ? e[from - 1] : 0;
      for (int t = from; t < e.length; t++) {
        last = e[t] - factor * last;
        e[t] = last;
      }
    } else if (ma.length == 1) {
      subtract(e, e, theta[ma[0]], 1 + ma[0], from);
    } else if (ma.length == 2) {
      double f0 = theta[ma[0]];
      double f1 = theta[ma[1]];
      int l0 = 1 + ma[0];
      int l1 = 1 + ma[1];
      for (int t = from; t < e.length; t++) {
        e[t] -= f1 * e[t - l1] + f0 * e[t - l0];
      }
    } else if (ma.length == 3) {
      double f0 = theta[ma[0]];
      double f1 = theta[ma[1]];
      double f2 = theta[ma[2]];
      int l0 = 1 + ma[0];
      int l1 = 1 + ma[1];
      int l2 = 1 + ma[2];
      for (int t = from; t < e.length; t++) {
        e[t] -= f2 * e[t - l2] + f1 * e[t - l1] + f0 * e[t - l0];
      }
    } else {
      for (int t = from; t < e.length; t++) {
        double v = e[t];
        for (int j : ma) {
          v -= theta[j] * e[t - 1 - j];
        }
        e[t] = v;
      }
    }
  }

  private static int[] places(double[] coefficients) {
    int[] places = new int[coefficients.length];
    int n = 0;
    for (int i = 0; i < coefficients.length; i++) {
      if (coefficients[i] != 0) {
        places[n++] = i;
      }
    }
    return Arrays.copyOf(places, n);
  }
}
