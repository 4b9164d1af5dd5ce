package io.foretide.forecast.arima;

import java.util.Arrays;

/**
 * Exact innovations of complete stationary series by the Chandrasekhar recursions (Morf, Sidhu and
 * Kailath 1974; Melard 1984): linear in the number of states per step instead of quadratic, then
 * the plain ARMA recursion once the gain has settled. Several columns go through together.
 *
 * <p>Not thread-safe: it owns its work arrays.
 */
final class ArmaFilter {

  private static final double SETTLED = 1e-11;

  private final double[][] columns;

  /** Innovations divided by their standard deviation, per column. */
  final double[][] innovations;

  /** Sum over steps of the logarithm of the innovation variance. */
  double logVariances;

  ArmaFilter(double[][] columns) {
    this.columns = columns;
    innovations = new double[columns.length][columns[0].length];
  }

  /** Runs the filter; false where the polynomials are not stationary. */
  boolean run(Arma arma) {
    double[] column = arma.firstColumn();
    if (column == null || !(column[0] > 0) || !(column[0] < 1e12)) {
      return false;
    }
    int r = column.length;
    int n = columns[0].length;
    double[] phi = Arrays.copyOf(arma.phi(), r);
    double[] gain = new double[r + 1];
    double[] low = new double[r + 1];
    for (int i = 0; i < r; i++) {
      gain[i] = phi[i] * column[0] + (i + 1 < r ? column[i + 1] : 0);
    }
    System.arraycopy(gain, 0, low, 0, r);
    double variance = column[0];
    double m = -1 / variance;
    int count = columns.length;
    double[][] state = new double[count][r + 1];
    double logs = 0;
    double product = 1;
    int t = 0;
    for (; t < n && variance - 1 > SETTLED; t++) {
      product *= variance;
      if (product > 1e200) {
        logs += Math.log(product);
        product = 1;
      }
      double root = 1 / Math.sqrt(variance);
      for (int c = 0; c < count; c++) {
        double[] a = state[c];
        double v = columns[c][t] - a[0];
        innovations[c][t] = v * root;
        double k = v / variance;
        double first = a[0];
        for (int i = 0; i < r; i++) {
          a[i] = phi[i] * first + a[i + 1] + k * gain[i];
        }
      }
      double z = low[0];
      double mz = m * z;
      double share = z / variance;
      double next = variance + mz * z;
      for (int i = 0; i < r; i++) {
        double moved = phi[i] * z + low[i + 1];
        low[i] = moved - share * gain[i];
        gain[i] += mz * moved;
      }
      m *= variance / next;
      variance = next;
    }
    logs += Math.log(product);
    logVariances = logs;
    if (t < n) {
      plain(arma, t, state);
    }
    return true;
  }

  /** Once the variance has settled at 1, innovations follow from values and innovations before. */
  private void plain(Arma arma, int from, double[][] state) {
    int[] ar = places(arma.phi());
    int[] ma = places(arma.theta());
    int warm = Math.max(arma.phi().length, arma.theta().length);
    int n = columns[0].length;
    int r = state[0].length - 1;
    double[] phi = Arrays.copyOf(arma.phi(), r);
    double[] theta = arma.theta();
    for (int c = 0; c < columns.length; c++) {
      double[] y = columns[c];
      double[] e = innovations[c];
      double[] a = state[c];
      int t = from;
      for (; t < n && t < from + warm; t++) {
        double v = y[t] - a[0];
        e[t] = v;
        double value = y[t];
        for (int i = 0; i < r; i++) {
          a[i] = phi[i] * value + a[i + 1] + (i < theta.length ? theta[i] * v : 0);
        }
      }
      if (ar.length == 2 && ma.length == 1 && ar[1] == 1 && ma[0] == 0) {
        double f1 = phi[0];
        double f2 = phi[1];
        double m1 = theta[0];
        double last = t > 0 ? e[t - 1] : 0;
        for (; t < n; t++) {
          last = y[t] - f1 * y[t - 1] - f2 * y[t - 2] - m1 * last;
          e[t] = last;
        }
        continue;
      }
      for (; t < n; t++) {
        double v = y[t];
        for (int i : ar) {
          v -= phi[i] * y[t - 1 - i];
        }
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
