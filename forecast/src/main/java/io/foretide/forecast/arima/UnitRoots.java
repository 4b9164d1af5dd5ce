package io.foretide.forecast.arima;

import io.foretide.forecast.season.Gaps;
import io.foretide.forecast.stl.Mstl;

/** How often to difference: the KPSS test for levels, seasonal strength for seasons. */
public final class UnitRoots {

  /** 5 % point of the KPSS statistic for stationarity about a level. */
  private static final double KPSS_LIMIT = 0.463;

  private static final double STRENGTH_LIMIT = 0.64;

  private UnitRoots() {}

  /** KPSS statistic about a level, with a Bartlett window of {@code 3 sqrt(n) / 13} lags. */
  public static double kpss(double[] y) {
    int n = y.length;
    double mean = 0;
    for (double value : y) {
      mean += value / n;
    }
    int lags = (int) (3 * Math.sqrt(n) / 13);
    double partial = 0;
    double sums = 0;
    double[] e = new double[n];
    double variance = 0;
    for (int t = 0; t < n; t++) {
      e[t] = y[t] - mean;
      partial += e[t];
      sums += partial * partial;
      variance += e[t] * e[t];
    }
    for (int lag = 1; lag <= lags; lag++) {
      double product = 0;
      for (int t = lag; t < n; t++) {
        product += e[t] * e[t - lag];
      }
      variance += 2 * (1 - lag / (lags + 1.0)) * product;
    }
    variance /= n;
    return variance > 0 ? sums / ((double) n * n) / variance : 0;
  }

  /** Differences until the KPSS test no longer rejects stationarity, at most two. */
  public static int differences(double[] values) {
    double[] y = Gaps.filled(values, 1);
    for (int d = 0; d < 2; d++) {
      if (y.length < 5 || constant(y) || kpss(y) <= KPSS_LIMIT) {
        return d;
      }
      y = differenced(y, 1);
    }
    return 2;
  }

  /** One seasonal difference where the season's strength is above 0.64, otherwise none. */
  public static int seasonalDifferences(double[] values, int season) {
    if (season < 2 || values.length < 2 * season + 3) {
      return 0;
    }
    return Mstl.strength(values, season) > STRENGTH_LIMIT ? 1 : 0;
  }

  static double[] differenced(double[] y, int lag) {
    double[] out = new double[y.length - lag];
    for (int t = 0; t < out.length; t++) {
      out[t] = y[t + lag] - y[t];
    }
    return out;
  }

  private static boolean constant(double[] y) {
    for (double value : y) {
      if (value != y[0]) {
        return false;
      }
    }
    return true;
  }
}
