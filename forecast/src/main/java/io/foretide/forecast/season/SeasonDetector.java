package io.foretide.forecast.season;

import java.util.Arrays;

/** Finds the seasons of a series from its autocorrelations. */
public final class SeasonDetector {

  private static final int MOST_VALUES = 6000;
  private static final int LONGEST = 2100;
  private static final double LEAST = 0.25;
  private static final double NEARLY = 0.9;
  private static final double HALF = 0.5;
  private static final double BETTER = 0.1;

  /** How far, relative to it, a likely period may lie from the one found. */
  private static final double NEAR = 0.1;

  private static final int MOST_TIMES = 4;
  private static final double ERRORS = 3;

  /** How far, relative to it, a natural period may be from a whole number of steps. */
  private static final double UNEVEN = 0.01;

  private SeasonDetector() {}

  /**
   * Periods in steps, ascending, at most two; empty where none is clear. A period needs three
   * seasons of data.
   *
   * @param likely periods that the sampling suggests, such as those of {@link #natural}; one near
   *     what is found is taken where it fits almost as well
   */
  public static int[] detect(double[] values, int... likely) {
    double[] y =
        values.length > MOST_VALUES
            ? Arrays.copyOfRange(values, values.length - MOST_VALUES, values.length)
            : values;
    int n = y.length;
    int most = Math.min(LONGEST, n / 3);
    if (most < 2) {
      return new int[0];
    }
    double[] full = Gaps.filled(y, 1);
    double[] r = autocorrelations(detrended(full), most + 1);
    // Peaks count once the correlation has fallen half of the way to its least.
    double least = 1;
    for (int lag = 1; lag <= most; lag++) {
      least = Math.min(least, r[lag]);
    }
    int from = 1;
    while (from < most && r[from] > (1 + least) / 2) {
      from++;
    }
    int best = 0;
    for (int lag = Math.max(2, from); lag <= most; lag++) {
      if (peak(r, lag) && (best == 0 || r[lag] > r[best])) {
        best = lag;
      }
    }
    if (best == 0 || !(r[best] > Math.max(LEAST, 2.5 / Math.sqrt(n)))) {
      return new int[0];
    }
    int first = likelier(r, shortest(r, best, Math.max(2, from)), n, most, likely);
    int second = longer(r, first, most);
    return second > 0 ? new int[] {first, second} : new int[] {first};
  }

  /** An hour, a day, a week and a year in steps, where they are whole or nearly so. */
  public static int[] natural(double stepDays) {
    return Arrays.stream(new double[] {1 / 24.0, 1, 7, 365.25})
        .map(days -> days / stepDays)
        .filter(steps -> steps >= 1.5 && steps < Integer.MAX_VALUE)
        .filter(steps -> Math.abs(steps - Math.rint(steps)) < UNEVEN * steps)
        .mapToInt(steps -> (int) Math.rint(steps))
        .toArray();
  }

  /**
   * A likely period of which the one found is nearly a multiple, where its correlation is no lower
   * than chance explains (Bartlett's standard error).
   */
  private static int likelier(double[] r, int found, int n, int most, int... likely) {
    double error = (1 - Math.min(1, r[found] * r[found])) / Math.sqrt(n);
    for (int period : likely) {
      double times = Math.rint((double) found / period);
      boolean near =
          times >= 1
              && times <= MOST_TIMES
              && Math.abs(found - times * period) <= Math.max(1, NEAR * period) * times;
      boolean possible = period >= 2 && period <= most && r[period] > LEAST;
      if (near && possible && r[period] >= r[found] - ERRORS * error) {
        return period;
      }
    }
    return found;
  }

  /** The shortest clear period of which the best one is a multiple. */
  private static int shortest(double[] r, int best, int from) {
    double most = 0;
    for (int lag = from; lag <= best / 2; lag++) {
      if (peak(r, lag) && divides(best, lag)) {
        most = Math.max(most, r[lag]);
      }
    }
    if (most < HALF * r[best] || most < LEAST) {
      return best;
    }
    for (int lag = from; lag <= best / 2; lag++) {
      if (peak(r, lag) && divides(best, lag) && r[lag] >= NEARLY * most) {
        return (int) Math.rint(best / Math.rint((double) best / lag));
      }
    }
    return best;
  }

  private static boolean divides(int best, int lag) {
    double times = Math.rint((double) best / lag);
    return Math.abs(best - times * lag) <= Math.max(0.5, 0.02 * lag) * times;
  }

  private static boolean peak(double[] r, int lag) {
    return lag + 1 < r.length && r[lag] >= r[lag - 1] && r[lag] > r[lag + 1];
  }

  /** A multiple of the season that stands out among the multiples. */
  private static int longer(double[] r, int season, int most) {
    int count = Math.min(most / season, 14);
    int best = 0;
    for (int k = 2; k <= count; k++) {
      if (best == 0 || r[k * season] > r[best * season] + 0.01) {
        best = k;
      }
    }
    if (best < 2) {
      return 0;
    }
    double sum = 0;
    int n = 0;
    for (int k = 1; k <= count; k++) {
      if (k % best != 0) {
        sum += r[k * season];
        n++;
      }
    }
    return n > 0 && r[best * season] > sum / n + BETTER ? best * season : 0;
  }

  private static double[] detrended(double[] y) {
    int n = y.length;
    double meanY = 0;
    for (double value : y) {
      meanY += value / n;
    }
    double middle = (n - 1) / 2.0;
    double sxy = 0;
    double sxx = 0;
    for (int t = 0; t < n; t++) {
      sxy += (t - middle) * (y[t] - meanY);
      sxx += (t - middle) * (t - middle);
    }
    double slope = sxx > 0 ? sxy / sxx : 0;
    double[] out = new double[n];
    for (int t = 0; t < n; t++) {
      out[t] = y[t] - meanY - slope * (t - middle);
    }
    return out;
  }

  /** Autocorrelations at lags 0 to {@code most}; zeros where the values do not vary. */
  static double[] autocorrelations(double[] x, int most) {
    int n = x.length;
    double[] r = new double[most + 1];
    double variance = 0;
    for (double value : x) {
      variance += value * value;
    }
    if (!(variance > 0)) {
      return r;
    }
    for (int lag = 0; lag <= Math.min(most, n - 1); lag++) {
      double sum = 0;
      for (int t = lag; t < n; t++) {
        sum += x[t] * x[t - lag];
      }
      // Fewer pairs at long lags would hide long seasons.
      r[lag] = sum / variance * n / (n - lag);
    }
    return r;
  }
}
