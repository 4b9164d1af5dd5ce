package io.foretide.forecast.auto;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import java.util.Arrays;

/** Forecasts of the last parts of the training data, each made from the data before it. */
final class Rolling {

  final int[] origins;
  final int horizon;
  private final double[] y;

  private Rolling(double[] y, int[] origins, int horizon) {
    this.y = y;
    this.origins = origins;
    this.horizon = horizon;
  }

  /** As many origins as the data supports, at most {@code most}; none on very short data. */
  static Rolling of(double[] y, int season, int wanted, int most) {
    int n = y.length;
    int least = Math.max(6, Math.min(2 * season + 2, n / 2));
    int room = n - least;
    if (room < 2) {
      return new Rolling(y, new int[0], 0);
    }
    int horizon = Math.max(1, Math.min(wanted, room));
    int count = Math.max(1, Math.min(most, room / horizon));
    int[] origins = new int[count];
    for (int i = 0; i < count; i++) {
      origins[i] = n - (i + 1) * horizon;
    }
    return new Rolling(y, origins, horizon);
  }

  double[] before(int origin) {
    return Arrays.copyOf(y, origin);
  }

  double actual(int origin, int step) {
    return y[origin + step];
  }

  /** Mean absolute error of a forecast from an origin; NaN where nothing is known there. */
  double error(int origin, double[] mean) {
    double sum = 0;
    int n = 0;
    for (int h = 0; h < horizon; h++) {
      double e = Math.abs(y[origin + h] - mean[h]);
      if (!Double.isNaN(e)) {
        sum += e;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  /** Distances from the mean in units of the half-width on that side, appended from {@code at}. */
  int ratios(int origin, Forecast forecast, double[] out, int at) {
    Interval interval = forecast.interval(95);
    int n = at;
    for (int h = 0; h < horizon; h++) {
      double e = y[origin + h] - forecast.mean(h);
      double width =
          e > 0 ? interval.upper()[h] - forecast.mean(h) : forecast.mean(h) - interval.lower()[h];
      if (!Double.isNaN(e) && width > 0) {
        out[n++] = Math.abs(e) / width;
      }
    }
    return n;
  }
}
