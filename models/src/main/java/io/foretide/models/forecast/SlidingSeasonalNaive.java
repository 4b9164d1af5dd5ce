package io.foretide.models.forecast;

import io.foretide.models.window.Buckets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Repeats the last season. The limits come from the errors that this rule made inside the window at
 * the same distance: differences over one, two and three seasons, the square root of the number of
 * seasons beyond. A place of the season that is missing is taken from the season before, as one
 * season more ahead; one that the window never saw is NaN. The window slides, so that an origin
 * costs its new points and its rows.
 */
final class SlidingSeasonalNaive implements Rolling {
  /** Fewer one-season errors than this say nothing about limits. */
  static final int LEAST_ERRORS = 10;

  private static final int MOST_LAGS = 3;
  private static final int ENOUGH_FOR_LAG = 30;

  private final ForecastSettings settings;
  private final Buckets buckets;
  private final double[] values;
  private final SortedErrors[] errors;
  private final double[] limits;

  SlidingSeasonalNaive(ForecastSettings settings, Buckets buckets) {
    this.settings = settings;
    this.buckets = buckets;
    this.values = buckets.column(0);
    this.errors = new SortedErrors[MOST_LAGS];
    for (int k = 0; k < MOST_LAGS; k++) {
      errors[k] = new SortedErrors(values, (k + 1) * settings.season());
    }
    this.limits = new double[2 * settings.levels().length];
  }

  @Override
  public Answer at(long origin, int skip) {
    int end = (int) (origin - buckets.first());
    int start = end - settings.window();
    int sets = 0;
    for (int k = 0; k < MOST_LAGS; k++) {
      errors[k].moveTo(start, end);
      if (sets == k && errors[k].size() >= (k == 0 ? LEAST_ERRORS : ENOUGH_FOR_LAG)) {
        sets = k + 1;
      }
    }
    if (sets == 0) {
      int needed = settings.season() + Math.max(settings.season(), LEAST_ERRORS);
      return History.tooShort(settings, buckets, origin, needed);
    }
    return rows(start, end, skip, sets);
  }

  private Answer rows(int start, int end, int skip, int sets) {
    int season = settings.season();
    int horizon = settings.horizon();
    double[][] out = new double[1 + limits.length][horizon];
    int limitsOf = 0;
    int known = 0;
    for (int row = 0; row < horizon; row++) {
      int ahead = skip + row;
      int seasons = 1 + ahead / season;
      int at = end + ahead - seasons * season;
      while (at >= start && Double.isNaN(values[at])) {
        at -= season;
        seasons++;
      }
      if (at < start) {
        fill(out, row);
        continue;
      }
      int used = Math.min(seasons, sets);
      if (used != limitsOf) {
        quantiles(errors[used - 1]);
        limitsOf = used;
      }
      Broken broken = row(out, row, values[at], Math.sqrt((double) seasons / used));
      if (broken != null) {
        return broken;
      }
      known++;
    }
    if (known == 0) {
      return new TooShort("the window never saw a value at the places of the season ahead");
    }
    return new Rows(out);
  }

  private static void fill(double[][] out, int row) {
    for (double[] column : out) {
      column[row] = Double.NaN;
    }
  }

  private @Nullable Broken row(double[][] out, int row, double mean, double scale) {
    out[0][row] = mean;
    for (int i = 0; i < limits.length; i++) {
      double limit = mean + scale * limits[i];
      if (!Double.isFinite(limit)) {
        return new Broken(
            "seasonal_naive overflowed: a limit around "
                + mean
                + " is "
                + limit
                + ", expected values of smaller magnitude");
      }
      out[1 + i][row] = (i & 1) == 0 ? Math.min(limit, mean) : Math.max(limit, mean);
    }
    return null;
  }

  private void quantiles(SortedErrors set) {
    double[] levels = settings.levels();
    Arrays.fill(limits, 0);
    for (int i = 0; i < levels.length; i++) {
      double tail = (100 - levels[i]) / 200;
      limits[2 * i] = set.quantile(tail);
      limits[2 * i + 1] = set.quantile(1 - tail);
    }
  }
}
