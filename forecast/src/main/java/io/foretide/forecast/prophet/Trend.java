package io.foretide.forecast.prophet;

/**
 * The trend: a rate and an offset that change at changepoints. Time is scaled to the data's span.
 */
public final class Trend {

  /** Shapes of the trend. */
  public enum Growth {
    /** Straight between changepoints. */
    LINEAR,
    /** Levels off at a ceiling. */
    LOGISTIC,
    /** No change. */
    FLAT
  }

  private Trend() {}

  /**
   * Values of the trend.
   *
   * @param theta rate, offset, then the change of rate at each changepoint
   * @param cap ceiling on the scaled values; used by logistic growth
   */
  static double[] values(
      Growth growth, double[] theta, double[] changepoints, double[] t, double cap) {
    double[] out = new double[t.length];
    if (growth == Growth.FLAT) {
      java.util.Arrays.fill(out, theta[1]);
      return out;
    }
    int n = changepoints.length;
    double[] rate = new double[n + 1];
    double[] offset = new double[n + 1];
    rate[0] = theta[0];
    offset[0] = theta[1];
    for (int j = 0; j < n; j++) {
      rate[j + 1] = rate[j] + theta[2 + j];
      double move =
          growth == Growth.LINEAR
              ? -changepoints[j] * theta[2 + j]
              : rate[j + 1] == 0 ? 0 : (changepoints[j] - offset[j]) * (1 - rate[j] / rate[j + 1]);
      offset[j + 1] = offset[j] + move;
    }
    int at = 0;
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < t.length; i++) {
      if (t[i] < last) {
        at = 0;
      }
      last = t[i];
      while (at < n && t[i] >= changepoints[at]) {
        at++;
      }
      out[i] =
          growth == Growth.LINEAR
              ? rate[at] * t[i] + offset[at]
              : cap / (1 + Math.exp(-rate[at] * (t[i] - offset[at])));
    }
    return out;
  }

  /** Derivatives of the trend by each of its parameters, one row per parameter. */
  static double[][] slopes(
      Growth growth, double[] theta, double[] changepoints, double[] t, double cap) {
    int p = 2 + changepoints.length;
    double[][] out = new double[p][t.length];
    switch (growth) {
      case FLAT -> java.util.Arrays.fill(out[1], 1);
      case LINEAR -> {
        for (int i = 0; i < t.length; i++) {
          out[0][i] = t[i];
          out[1][i] = 1;
          for (int j = 0; j < changepoints.length && t[i] >= changepoints[j]; j++) {
            out[2 + j][i] = t[i] - changepoints[j];
          }
        }
      }
      case LOGISTIC -> {
        for (int k = 0; k < p; k++) {
          double[] moved = theta.clone();
          double step = 1e-6 * Math.max(1, Math.abs(theta[k]));
          moved[k] = theta[k] + step;
          double[] up = values(growth, moved, changepoints, t, cap);
          moved[k] = theta[k] - step;
          double[] down = values(growth, moved, changepoints, t, cap);
          for (int i = 0; i < t.length; i++) {
            out[k][i] = (up[i] - down[i]) / (2 * step);
          }
        }
      }
    }
    return out;
  }

  /** Rate and offset through the first and the last value. */
  static double[] start(Growth growth, double[] t, double[] y, double cap) {
    int n = y.length;
    double span = t[n - 1] - t[0];
    switch (growth) {
      case FLAT -> {
        double mean = 0;
        for (double value : y) {
          mean += value / n;
        }
        return new double[] {0, mean};
      }
      case LINEAR -> {
        double k = span > 0 ? (y[n - 1] - y[0]) / span : 0;
        return new double[] {k, y[0] - k * t[0]};
      }
      default -> {
        double y0 = Math.max(0.01 * cap, Math.min(0.99 * cap, y[0]));
        double y1 = Math.max(0.01 * cap, Math.min(0.99 * cap, y[n - 1]));
        double r0 = cap / y0;
        double r1 = cap / y1;
        if (Math.abs(r0 - r1) <= 0.01) {
          r0 = 1.05 * r0;
        }
        double l0 = Math.log(r0 - 1);
        double l1 = Math.log(r1 - 1);
        return new double[] {(l0 - l1) / span, l0 * span / (l0 - l1)};
      }
    }
  }
}
