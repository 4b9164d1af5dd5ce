package io.foretide.forecast.catalog;

import java.util.Map;

/**
 * What a method is made for.
 *
 * @param seasons periods in steps, ascending; empty for none (for {@code auto}: to be found)
 * @param horizon steps ahead that matter, 0 for two seasons or ten steps; methods that learn each
 *     step apart refuse longer forecasts
 * @param startDay time of the first value in days since 1970-01-01, for calendar methods
 * @param stepDays days between values, for calendar methods
 * @param parameters parameters by name: numbers, flags, words or lists of words
 */
@SuppressWarnings("ArrayRecordComponent")
public record MethodRequest(
    int[] seasons, int horizon, double startDay, double stepDays, Map<String, Object> parameters) {

  /** Checks the figures and keeps its own copies. */
  public MethodRequest {
    seasons = seasons.clone();
    parameters = Map.copyOf(parameters);
    for (int season : seasons) {
      if (season < 1) {
        throw new IllegalArgumentException("Season " + season + ": expected 1 or more steps");
      }
    }
    if (horizon < 0) {
      throw new IllegalArgumentException(
          "Horizon " + horizon + ": expected 1 or more steps, or 0 for the usual one");
    }
    if (!(stepDays > 0) || !Double.isFinite(startDay) || Double.isInfinite(stepDays)) {
      throw new IllegalArgumentException(
          "Grid from day " + startDay + " in steps of " + stepDays + " days: expected finite ones");
    }
  }

  /** Seasons alone. */
  public static MethodRequest of(int... seasons) {
    return new MethodRequest(seasons, 0, 0, 1, Map.of());
  }

  /** The same with parameters. */
  public MethodRequest with(Map<String, Object> more) {
    return new MethodRequest(seasons, horizon, startDay, stepDays, more);
  }

  /** The same for about so many steps ahead. */
  public MethodRequest forHorizon(int steps) {
    return new MethodRequest(seasons, steps, startDay, stepDays, parameters);
  }

  /** The same on a grid of time, in days since 1970-01-01. */
  public MethodRequest onDays(double start, double step) {
    return new MethodRequest(seasons, horizon, start, step, parameters);
  }

  /** The first season, 1 where there is none. */
  int season() {
    return seasons.length == 0 ? 1 : seasons[0];
  }

  /** The horizon, or two seasons or ten steps where none is given. */
  int steps() {
    return horizon > 0 ? horizon : season() > 1 ? 2 * season() : 10;
  }
}
