package io.foretide.models.forecast;

import io.foretide.core.settings.Settings;
import io.foretide.forecast.ets.Ets;
import java.util.List;

/** The methods by name. A further method of the library is one more entry. */
final class ForecastMethods {
  private static final List<Entry> ALL =
      List.of(
          new Entry(
              "seasonal_naive",
              true,
              s -> s + SlidingSeasonalNaive.LEAST_ERRORS,
              (own, s) -> new SeasonalNaiveMethod()),
          new Entry(
              "holt_winters",
              true,
              s -> 2 * s,
              (own, s) ->
                  new FittedMethod("Holt-Winters with damped trend", Ets.holtWinters(s), 2 * s)));

  private ForecastMethods() {}

  static List<String> names() {
    return ALL.stream().map(Entry::name).toList();
  }

  static Entry find(String name) {
    return ALL.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * One method.
   *
   * @param name in a model's file
   * @param seasonal whether it has a season
   * @param needed least window in steps for a season
   * @param maker reads the method's own settings
   */
  record Entry(String name, boolean seasonal, Needed needed, Maker maker) {
    int least(int season) {
      return needed.steps(season);
    }

    ForecastMethod make(Settings own, int season) {
      return maker.make(own, season);
    }
  }

  /** The least window of a method. */
  interface Needed {
    int steps(int season);
  }

  /** Makes a method from the settings that only it has. */
  interface Maker {
    ForecastMethod make(Settings own, int season);
  }
}
