package io.foretide.app.forecast;

import io.foretide.app.input.EvenSeries;
import io.foretide.app.input.InputException;
import io.foretide.app.input.InputException.Kind;
import io.foretide.app.input.Steps;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodRequest;
import java.util.List;
import java.util.Map;

/**
 * What is to be forecast of every series.
 *
 * @param method name in the catalogue
 * @param parameters of the method
 * @param season {@code auto}, {@code none}, or periods joined by commas
 * @param horizon steps or a duration; empty for two seasons or ten steps
 * @param levels of intervals in percent, ascending
 */
public record Asked(
    String method,
    Map<String, String> parameters,
    String season,
    String horizon,
    List<Double> levels) {
  private static final double DAY = 86_400e9;

  /** Steps of a forecast where nobody says how many and there is no season. */
  public static final int USUAL_HORIZON = 10;

  /**
   * Checks what can be checked without a series.
   *
   * @throws InputException naming the option, its value and what was expected
   */
  public Asked {
    parameters = Map.copyOf(parameters);
    levels = levels.stream().sorted().distinct().toList();
    for (double level : levels) {
      if (!(level > 0 && level < 100)) {
        throw new InputException(
            Kind.OPTION, "--levels '" + level + "': expected percentages between 0 and 100");
      }
    }
    Seasons.check(season);
    if (!horizon.isEmpty()) {
      Steps.check("--horizon", horizon);
    }
    maker(method, parameters, new int[] {1}, 1, 0, 1);
  }

  /** Makes a method, for a grid of days since 1970-01-01. */
  public static Forecaster maker(
      String method,
      Map<String, String> parameters,
      int[] seasons,
      int horizon,
      double startDay,
      double stepDays) {
    try {
      return MethodCatalog.forecaster(
          method, new MethodRequest(seasons, horizon, startDay, stepDays, Map.copyOf(parameters)));
    } catch (IllegalArgumentException e) {
      throw new InputException(Kind.OPTION, String.valueOf(e.getMessage()));
    }
  }

  /** Steps ahead for a series with these seasons. */
  public static int steps(String horizon, EvenSeries series, int[] seasons) {
    return horizon.isEmpty()
        ? seasons[0] > 1 ? 2 * seasons[0] : USUAL_HORIZON
        : Steps.of("--horizon", horizon, series.step(), 1);
  }

  /** Makes a method for a series. */
  public static Forecaster maker(
      String method, Map<String, String> parameters, int[] seasons, int horizon, EvenSeries one) {
    return maker(method, parameters, seasons, horizon, one.time(0) / DAY, one.step().days());
  }

  /** Forecasts a series. Data never makes this throw; an option that does not fit it does. */
  public Forecasted of(EvenSeries series) {
    int[] seasons = Seasons.of(season, series, series.values());
    int steps = steps(horizon, series, seasons);
    Fitted fit = maker(method, parameters, seasons, steps, series).fit(series.values());
    Result result = fit.forecast(steps);
    return new Forecasted.Done(this, series, seasons, fit.method(), fit.explain(), result);
  }

  /** Says that a series could not be put on a grid. */
  public Forecasted none(String name, String reason, String needs) {
    return new Forecasted.None(name, new Refused(reason, needs));
  }
}
