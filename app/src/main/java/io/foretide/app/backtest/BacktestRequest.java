package io.foretide.app.backtest;

import io.foretide.app.forecast.Asked;
import io.foretide.app.forecast.Seasons;
import io.foretide.app.input.EvenSeries;
import io.foretide.app.input.InputException;
import io.foretide.app.input.InputException.Kind;
import io.foretide.app.input.Steps;
import io.foretide.forecast.backtest.Backtest;
import io.foretide.forecast.backtest.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be tested on every series.
 *
 * @param methods names in the catalogue; the seasonal naive is always among them, first
 * @param parameters of the only method, if one is named
 * @param season as for a forecast
 * @param horizon as for a forecast
 * @param origins how many, the last one a horizon before the end
 * @param every distance of origins, steps or a duration; empty for the horizon
 * @param mode what happens to a model between origins
 * @param levels of intervals in percent, ascending
 */
public record BacktestRequest(
    List<String> methods,
    Map<String, String> parameters,
    String season,
    String horizon,
    int origins,
    String every,
    Backtest.Mode mode,
    List<Double> levels) {
  private static final String NAIVE = "seasonal_naive";

  /**
   * Checks what can be checked without a series.
   *
   * @throws InputException naming the option, its value and what was expected
   */
  public BacktestRequest {
    Set<String> all = new LinkedHashSet<>(List.of(NAIVE));
    all.addAll(methods);
    if (!parameters.isEmpty() && methods.size() != 1) {
      throw new InputException(
          Kind.OPTION, "--param goes with one method: expected a single name in --methods");
    }
    for (String method : methods) {
      // Checks names, parameters, season, horizon and levels.
      levels = new Asked(method, parameters, season, horizon, levels).levels();
    }
    if (origins < 1) {
      throw new InputException(Kind.OPTION, "--origins '" + origins + "': expected 1 or more");
    }
    if (!every.isEmpty()) {
      Steps.check("--every", every);
    }
    methods = List.copyOf(all);
    parameters = Map.copyOf(parameters);
    levels = List.copyOf(levels);
  }

  /** Tests a series. Data never makes this throw; an option that does not fit it does. */
  public Tested of(EvenSeries series) {
    double[] values = series.values();
    int[] seasons = Seasons.of(season, series, values);
    int steps = Asked.steps(horizon, series, seasons);
    int apart = every.isEmpty() ? steps : Steps.of("--every", every, series.step(), 1);
    if (values.length <= steps) {
      return new Tested.None(
          series.name(),
          values.length
              + " values leave none before a horizon of "
              + steps
              + "; it needs a shorter --horizon or more data");
    }
    double[] percents = levels.stream().mapToDouble(Double::doubleValue).toArray();
    Backtest test = new Backtest(steps, origins, apart, mode, percents, seasons[0]);
    List<Tested.Scored> results = new ArrayList<>();
    for (String method : methods) {
      Map<String, String> own =
          methods.size() <= 2 && !method.equals(NAIVE) ? parameters : Map.of();
      Outcome outcome = test.run(Asked.maker(method, own, seasons, steps, series), values);
      results.add(new Tested.Scored(method, outcome));
    }
    return new Tested.Done(series, results);
  }
}
