package io.foretide.forecast.stl;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;
import io.foretide.forecast.season.Gaps;
import java.util.Arrays;

/**
 * Takes one or several seasons out by STL, forecasts the rest with another method and repeats the
 * last of each season (Bandara, Hyndman and Bergmeir 2021). Seasons of which the data holds fewer
 * than two are left out. The place for seasons above 24 steps.
 *
 * @param inner method for the seasonally adjusted values
 * @param seasons periods in steps
 */
@SuppressWarnings("ArrayRecordComponent")
public record Mstl(Forecaster inner, int... seasons) implements Forecaster {

  private static final int PASSES = 2;

  /** Trend, seasons and remainder; the seasons in the order of {@code periods}. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Parts(int[] periods, double[][] seasonal, double[] trend, double[] remainder) {}

  @Override
  public String name() {
    return "mstl-" + inner.name();
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 1, y -> MstlFit.of(this, y));
  }

  /** Takes a series without gaps apart; periods of fewer than two seasons are left out. */
  public static Parts decompose(double[] y, int... seasons) {
    return decompose(y, false, seasons);
  }

  /** {@code exact} evaluates the regressions everywhere instead of joining places by lines. */
  static Parts decompose(double[] y, boolean exact, int... seasons) {
    int[] periods =
        Arrays.stream(seasons)
            .filter(m -> m > 1 && y.length >= 2 * m)
            .sorted()
            .distinct()
            .toArray();
    double[][] seasonal = new double[periods.length][y.length];
    double[] trend = new double[y.length];
    double[] rest = y.clone();
    for (int pass = 0; pass < (periods.length > 1 ? PASSES : 1); pass++) {
      for (int i = 0; i < periods.length; i++) {
        for (int t = 0; t < rest.length; t++) {
          rest[t] += seasonal[i][t];
        }
        Stl stl = Stl.of(periods[i], 11 + 4 * i);
        Stl.Parts parts = (exact ? stl.exact() : stl).decompose(rest);
        seasonal[i] = parts.seasonal();
        trend = parts.trend();
        for (int t = 0; t < rest.length; t++) {
          rest[t] -= seasonal[i][t];
        }
      }
    }
    for (int t = 0; t < rest.length; t++) {
      rest[t] -= trend[t];
    }
    return new Parts(periods, seasonal, trend, rest);
  }

  /**
   * Strength of a season between 0 and 1: how much less the remainder varies than the remainder
   * with the season (Wang, Smith and Hyndman 2006). 0 where there are fewer than two seasons.
   */
  public static double strength(double[] values, int season) {
    double[] y = Gaps.filled(values, season);
    if (season < 2 || y.length < 2 * season) {
      return 0;
    }
    Parts parts = decompose(y, season);
    double[] both = parts.remainder().clone();
    for (int t = 0; t < both.length; t++) {
      both[t] += parts.seasonal()[0][t];
    }
    double with = variance(both);
    return with > 0 ? Math.max(0, Math.min(1, 1 - variance(parts.remainder()) / with)) : 0;
  }

  private static double variance(double[] x) {
    double mean = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    double sum = 0;
    for (double value : x) {
      sum += (value - mean) * (value - mean);
    }
    return sum / x.length;
  }
}
