package io.foretide.forecast.naive;

import java.util.Arrays;

/** Differences over whole seasons, thinned evenly so that quantiles stay cheap on long windows. */
final class SeasonalErrors {

  private static final int MOST_LAGS = 3;
  private static final int MOST_ERRORS = 1000;
  private static final double[] NONE = {};

  private SeasonalErrors() {}

  /**
   * Errors over 1, 2 and 3 seasons, as far as the data reaches; empty where it does not reach 1.
   */
  static double[][] of(double[] values, int season) {
    double[][] sets = new double[MOST_LAGS][];
    int lags = 0;
    for (int lag = 1; lag <= MOST_LAGS; lag++) {
      double[] errors = differences(values, lag * season, season);
      if (errors.length < (lag == 1 ? 1 : 30)) {
        break;
      }
      sets[lags++] = errors;
    }
    return Arrays.copyOf(sets, lags);
  }

  /** Thinned differences at one lag, missing ones left out. */
  static double[] differences(double[] values, int lag, int season) {
    int count = values.length - lag;
    if (count <= 0) {
      return NONE;
    }
    int stride = Math.max(1, count / MOST_ERRORS);
    while (stride > 1 && gcd(stride, season) > 1) {
      stride++;
    }
    double[] errors = new double[(count + stride - 1) / stride];
    int n = 0;
    for (int i = values.length - 1; i >= lag; i -= stride) {
      double error = values[i] - values[i - lag];
      if (!Double.isNaN(error)) {
        errors[n++] = error;
      }
    }
    return n == errors.length ? errors : Arrays.copyOf(errors, n);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
