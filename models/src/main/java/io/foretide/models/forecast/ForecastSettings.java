package io.foretide.models.forecast;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import io.foretide.models.settings.RunSettings;
import io.foretide.models.window.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of one forecasting model, in steps of its resolution.
 *
 * @param shape of the intervals
 * @param method what forecasts, with its own settings inside
 * @param seasons steps of each season, rising; empty for none
 * @param horizon steps ahead; 0 for a virtual sensor
 * @param levels of the prediction intervals in percent, rising
 * @param low limit whose odds of being passed downwards are told; NaN for none
 * @param high limit whose odds of being passed upwards are told; NaN for none
 * @param window steps before an origin that are learned from
 * @param refit steps between two fits
 * @param carried whether the state of a trained revision goes on in checkpoints
 */
@SuppressWarnings("ArrayRecordComponent")
record ForecastSettings(
    Shape shape,
    ForecastMethod method,
    int[] seasons,
    int horizon,
    double[] levels,
    double low,
    double high,
    int window,
    int refit,
    boolean carried) {
  private static final int SEASONS = 14;
  private static final int UNSEASONAL = 300;
  private static final int MOST_ROWS = 20_000;
  private static final String NAIVE = "seasonal_naive";

  /** Reads {@code run.forecast} and {@code train}. */
  static ForecastSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    RunSettings read = RunSettings.of(definition);
    String name = read.method(ForecastMethods.names());
    double[] levels = read.numbers("levels", 1, 99.99, 80, 95);
    int refit = read.steps(read.train(), "every", read.day(), RunSettings.MOST_STEPS);
    if (name.equals(ForecastMethods.ESTIMATE)) {
      ForecastMethod method = ForecastMethods.estimate(read);
      int window = read.steps(read.train(), "window", SEASONS * read.day(), RunSettings.MOST_STEPS);
      read.finish();
      return new ForecastSettings(
          read.shape(),
          method,
          new int[0],
          0,
          levels,
          Double.NaN,
          Double.NaN,
          window,
          refit,
          false);
    }
    MethodEntry entry = MethodCatalog.find(name);
    int[] seasons = seasons(entry, read);
    int horizon = read.steps(read.run(), "horizon", read.day(), MOST_ROWS);
    Settings limits = read.run().section("limits");
    double low = limits.number("low", Double.NaN, -Double.MAX_VALUE, Double.MAX_VALUE);
    double high = limits.number("high", Double.NaN, -Double.MAX_VALUE, Double.MAX_VALUE);
    if (low >= high) {
      limits.problem("low", "is " + low + ": expected below high, which is " + high);
    }
    boolean plain = Double.isNaN(low) && Double.isNaN(high);
    ForecastMethod method = ForecastMethods.make(entry, read, seasons, horizon, plain);
    int window = window(entry, read, seasons, horizon, method);
    read.finish();
    boolean carried = definition.order() == Order.SEQUENTIAL;
    return new ForecastSettings(
        read.shape(), method, seasons, horizon, levels, low, high, window, refit, carried);
  }

  private static int window(
      MethodEntry entry, RunSettings read, int[] seasons, int horizon, ForecastMethod method) {
    int longest = seasons.length == 0 ? 1 : seasons[seasons.length - 1];
    long usual =
        seasons.length > 0
            ? Math.max((long) SEASONS * seasons[0], 4L * longest)
            : Math.max(UNSEASONAL, 2L * horizon);
    int least =
        method instanceof SeasonalNaiveMethod
            ? seasons[0] + SlidingSeasonalNaive.LEAST_ERRORS
            : Math.max(entry.leastValues(seasons), 2 * longest);
    if (method instanceof FittedMethod && entry.takesInputs()) {
      // each step ahead is learned by its own, from rows that reach as far
      least += horizon;
    }
    int window =
        read.steps(read.train(), "window", Math.max(usual, 2L * least), RunSettings.MOST_STEPS);
    if (window < least) {
      read.train()
          .problem(
              "window",
              "is "
                  + Durations.format(window * read.shape().step())
                  + ": expected at least "
                  + Durations.format(least * read.shape().step())
                  + " for method "
                  + entry.name());
    }
    return window;
  }

  private static int[] seasons(MethodEntry entry, RunSettings read) {
    Settings run = read.run();
    Object given = run.any("season");
    if (given == null) {
      boolean none = entry.seasons() == MethodEntry.Seasons.NONE || entry.name().equals("auto");
      int day = Math.toIntExact(Math.min(read.day(), RunSettings.MOST_STEPS / 4));
      if (day < 2 && entry.name().equals(NAIVE)) {
        run.problem("season", "is missing: a day is one step of the resolution");
        return new int[] {2};
      }
      return none || day < 2 ? new int[0] : new int[] {day};
    }
    if (given.equals("none") && !entry.name().equals(NAIVE)) {
      return new int[0];
    }
    if (entry.seasons() == MethodEntry.Seasons.NONE) {
      run.problem("season", "is not for method " + entry.name() + ", which has none; leave it out");
      return new int[0];
    }
    List<?> list = given instanceof List<?> l ? l : List.of(given);
    if (list.size() > 1 && entry.seasons() == MethodEntry.Seasons.ONE) {
      run.problem(
          "season",
          "has "
              + list.size()
              + " seasons: method "
              + entry.name()
              + " uses one; several are for "
              + MethodCatalog.entries().stream()
                  .filter(e -> e.seasons() == MethodEntry.Seasons.SEVERAL)
                  .map(MethodEntry::name)
                  .collect(Collectors.joining(", ")));
    }
    List<Integer> steps = new ArrayList<>();
    for (Object one : list) {
      int n = read.steps(run, "season", one, RunSettings.MOST_STEPS / 4);
      if (n < 2) {
        run.problem(
            "season",
            "is one step of the resolution: expected at least two for method " + entry.name());
        n = 2;
      }
      steps.add(n);
    }
    return steps.stream().mapToInt(n -> n).sorted().distinct().toArray();
  }

  /** The first season in steps, 1 if there is none. */
  int season() {
    return seasons.length == 0 ? 1 : seasons[0];
  }

  /** The columns: {@code mean}, then {@code lo_L} and {@code hi_L} by rising level. */
  List<String> outputs() {
    List<String> out = new ArrayList<>();
    out.add("mean");
    for (double level : levels) {
      out.add("lo_" + word(level));
      out.add("hi_" + word(level));
    }
    if (!Double.isNaN(low)) {
      out.add("p_below");
      out.add("reach_below");
    }
    if (!Double.isNaN(high)) {
      out.add("p_above");
      out.add("reach_above");
    }
    return out;
  }

  static String word(double level) {
    return level == Math.rint(level) ? Long.toString((long) level) : Double.toString(level);
  }

  /** Buckets before an origin that decide its forecast. */
  long reach() {
    return (long) window
        + (method.fitted() ? refit : 0)
        + (method instanceof EstimateMethod(int lags) ? lags + 1 : 0);
  }

  String summary() {
    StringBuilder levelWords = new StringBuilder();
    for (double level : levels) {
      levelWords.append(levelWords.isEmpty() ? "" : ", ").append(word(level)).append(" %");
    }
    String seasonWords =
        Arrays.stream(seasons)
            .mapToObj(n -> Durations.format(n * shape.step()))
            .collect(Collectors.joining(" and "));
    return (horizon == 0
            ? "Estimates in steps of "
            : "Forecasts " + Durations.format(horizon * shape.step()) + " ahead in steps of ")
        + Durations.format(shape.step())
        + " by "
        + method.words()
        + (seasons.length > 0 ? " with a season of " + seasonWords : "")
        + ", from the last "
        + Durations.format(window * shape.step())
        + (method.fitted() ? ", fitted afresh every " + Durations.format(refit * shape.step()) : "")
        + (levels.length > 0 ? ", with prediction intervals at " + levelWords : "")
        + ".";
  }
}
