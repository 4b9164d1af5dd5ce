package io.foretide.models.forecast;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.time.Durations;
import io.foretide.models.settings.RunSettings;
import io.foretide.models.window.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of one forecasting model, in steps of its resolution.
 *
 * @param shape of the intervals
 * @param method what forecasts, with its own settings inside
 * @param season steps of a season; 1 for none
 * @param horizon steps ahead
 * @param levels of the prediction intervals in percent, rising
 * @param window steps before an origin that are learned from
 * @param refit steps between two fits
 */
record ForecastSettings(
    Shape shape,
    ForecastMethod method,
    int season,
    int horizon,
    double[] levels,
    int window,
    int refit) {
  private static final int SEASONS = 14;
  private static final int UNSEASONAL = 300;
  private static final int MOST_ROWS = 20_000;

  /** Reads {@code run.forecast} and {@code train}. */
  static ForecastSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    RunSettings read = RunSettings.of(definition);
    Shape shape = read.shape();
    if (definition.inputs().size() != 1) {
      read.run()
          .reading()
          .problem(
              "inputs",
              "has "
                  + definition.inputs().size()
                  + " series: a forecast reads one; make one model for each");
    }
    ForecastMethods.Entry entry = ForecastMethods.find(read.method(ForecastMethods.names()));
    long day = read.day();
    int season = 1;
    if (entry.seasonal()) {
      season = read.steps(read.run(), "season", day, RunSettings.MOST_STEPS / 4);
      if (season < 2) {
        read.run()
            .problem(
                "season",
                "is one step of the resolution: expected at least two for method " + entry.name());
        season = 2;
      }
    }
    int horizon = read.steps(read.run(), "horizon", day, MOST_ROWS);
    double[] levels = read.numbers("levels", 1, 99.99, 80, 95);
    long usual = season > 1 ? (long) SEASONS * season : Math.max(UNSEASONAL, 2L * horizon);
    int window = read.steps(read.train(), "window", usual, RunSettings.MOST_STEPS);
    int least = entry.least(season);
    if (window < least) {
      read.train()
          .problem(
              "window",
              "is "
                  + Durations.format(window * shape.step())
                  + ": expected at least "
                  + Durations.format(least * shape.step())
                  + " for method "
                  + entry.name());
    }
    int refit = read.steps(read.train(), "every", day, RunSettings.MOST_STEPS);
    ForecastMethod method = entry.make(read.run(), season);
    read.finish();
    return new ForecastSettings(shape, method, season, horizon, levels, window, refit);
  }

  /** The columns: {@code mean}, then {@code lo_L} and {@code hi_L} by rising level. */
  List<String> outputs() {
    List<String> out = new ArrayList<>();
    out.add("mean");
    for (double level : levels) {
      out.add("lo_" + word(level));
      out.add("hi_" + word(level));
    }
    return out;
  }

  private static String word(double level) {
    return level == Math.rint(level) ? Long.toString((long) level) : Double.toString(level);
  }

  /** Buckets before an origin that decide its forecast. */
  long reach() {
    return (long) window + (method.fitted() ? refit : 0);
  }

  String summary() {
    StringBuilder levelWords = new StringBuilder();
    for (double level : levels) {
      levelWords.append(levelWords.isEmpty() ? "" : ", ").append(word(level)).append(" %");
    }
    return "Forecasts "
        + Durations.format(horizon * shape.step())
        + " ahead in steps of "
        + Durations.format(shape.step())
        + " by "
        + method.words()
        + (season > 1 ? " with a season of " + Durations.format(season * shape.step()) : "")
        + ", from the last "
        + Durations.format(window * shape.step())
        + (method.fitted() ? ", fitted afresh every " + Durations.format(refit * shape.step()) : "")
        + (levels.length > 0 ? ", with prediction intervals at " + levelWords : "")
        + ".";
  }
}
