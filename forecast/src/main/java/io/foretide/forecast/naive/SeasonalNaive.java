package io.foretide.forecast.naive;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;

/**
 * Repeats the last season; with a season of 1, the last value. Fits in one pass over a window, so
 * it can be fitted afresh for each forecast.
 *
 * @param season period in steps, 1 or more
 * @param analytic true for normal intervals as of a seasonal random walk, false for intervals from
 *     past errors at the same distance
 */
public record SeasonalNaive(int season, boolean analytic) implements Forecaster {

  /** Checks the season. */
  public SeasonalNaive {
    if (season < 1) {
      throw new IllegalArgumentException("Season " + season + ": expected 1 or more steps");
    }
  }

  /** With intervals from past errors. */
  public static SeasonalNaive of(int season) {
    return new SeasonalNaive(season, false);
  }

  /** The last value, with intervals from past errors. */
  public static SeasonalNaive lastValue() {
    return of(1);
  }

  /** With normal intervals: one-season error variance times the number of seasons ahead. */
  public SeasonalNaive withAnalyticIntervals() {
    return new SeasonalNaive(season, true);
  }

  @Override
  public String name() {
    return season == 1 ? "naive" : "seasonal-naive";
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 1, clean -> SeasonalNaiveFit.of(this, clean));
  }
}
