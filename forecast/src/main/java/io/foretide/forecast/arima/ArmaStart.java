package io.foretide.forecast.arima;

import io.foretide.forecast.numeric.Cholesky;
import io.foretide.forecast.numeric.Dot;
import java.util.Arrays;

/**
 * Coefficients to start a search from, without any likelihood: the errors of a long autoregression
 * by Burg's method, then a regression on past values and past errors (Hannan and Rissanen 1982,
 * stages one and two).
 */
@SuppressWarnings("ArrayRecordComponent")
record ArmaStart(double[] autoregression, double[] both) {

  private static final int LEAST_LAGS = 4;

  /**
   * Starts for a stationary series.
   *
   * @return an autoregression without moving average, and both; in the order ar, ma, seasonal ar,
   *     seasonal ma; they may lie outside the stationary region
   */
  static ArmaStart of(ArimaOrder order, double[] w) {
    int n = w.length;
    int reach =
        Math.max(
            order.p() + order.q(), order.season() * Math.max(order.seasonalP(), order.seasonalQ()));
    int most = Math.min(n / 3, Math.max((int) (10 * Math.log10(n)), reach + LEAST_LAGS));
    double[] forward = w.clone();
    double[] backward = w.clone();
    double[] ar = new double[order.coefficients()];
    double[] phi = new double[Math.max(most, order.p())];
    double[] next = new double[phi.length];
    double power = 2 * Dot.of(w, w, n);
    if (n > 0) {
      power -= w[0] * w[0] + w[n - 1] * w[n - 1];
    }
    for (int k = 0; k < most; k++) {
      int count = n - k - 1;
      double product = Dot.of(forward, k + 1, backward, 0, count);
      double r = power > 0 ? Math.clamp(2 * product / power, -1.0, 1.0) : 0;
      for (int i = 0; i < k; i++) {
        next[i] = phi[i] - r * phi[k - 1 - i];
      }
      System.arraycopy(next, 0, phi, 0, k);
      phi[k] = r;
      if (k + 1 == order.p()) {
        System.arraycopy(phi, 0, ar, 0, order.p());
      }
      for (int t = 0; t < count; t++) {
        double f = forward[t + k + 1];
        double b = backward[t];
        forward[t + k + 1] = f - r * b;
        backward[t] = b - r * f;
      }
      double lost = forward[k + 1];
      double end = backward[count - 1];
      power = (1 - r * r) * power - lost * lost - end * end;
    }
    return new ArmaStart(ar, regression(order, w, forward, most));
  }

  private static double[] regression(ArimaOrder order, double[] w, double[] e, int first) {
    int k = order.coefficients();
    int[] lags = new int[k];
    boolean[] errors = new boolean[k];
    int at = 0;
    int[] sizes = {order.p(), order.q(), order.seasonalP(), order.seasonalQ()};
    for (int block = 0; block < 4; block++) {
      for (int i = 1; i <= sizes[block]; i++) {
        lags[at] = block < 2 ? i : i * order.season();
        errors[at++] = block % 2 == 1;
      }
    }
    int from = first;
    for (int lag : lags) {
      from = Math.max(from, first + lag);
    }
    int n = w.length - from;
    double[] coefficients = new double[k];
    if (n < 2 * k + 2) {
      return coefficients;
    }
    double[][] columns = new double[k][];
    for (int i = 0; i < k; i++) {
      double[] source = errors[i] ? e : w;
      columns[i] = Arrays.copyOfRange(source, from - lags[i], from - lags[i] + n);
    }
    double[] target = Arrays.copyOfRange(w, from, from + n);
    double[][] gram = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = Dot.of(columns[i], columns[j], n);
      }
      gram[i][i] *= 1 + 1e-9;
      coefficients[i] = Dot.of(columns[i], target, n);
    }
    if (!Cholesky.factor(gram)) {
      return new double[k];
    }
    Cholesky.solve(gram, coefficients);
    return coefficients;
  }
}
