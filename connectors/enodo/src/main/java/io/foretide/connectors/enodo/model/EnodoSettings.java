package io.foretide.connectors.enodo.model;

import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Instants;
import java.util.List;
import java.util.Map;

/**
 * What stands under {@code run: {enodo: ...}}.
 *
 * @param method one of the seed's, or the module of a newest worker
 * @param version of the module; empty for any
 * @param kind what is asked
 * @param parameters handed on as they are
 * @param window nanoseconds of history that a program of ours is sent; 0 has the worker read it
 * @param horizon nanoseconds that a forecast's rows reach
 * @param maxPoints newest points that a worker reads; 0 for its own choice
 * @param minPoints fewer values in the window are too little to ask
 */
record EnodoSettings(
    String method,
    String version,
    JobKind kind,
    Map<String, Object> parameters,
    long window,
    long horizon,
    long maxPoints,
    long minPoints) {
  private static final List<String> JOBS = List.of("forecast", "anomalies", "rules", "base", "fit");
  private static final long YEAR = 366 * Instants.DAY;

  static EnodoSettings of(ModelDefinition d, long minPoints) throws ProviderException.Rejected {
    Settings s = Settings.of("run.enodo", d.run().settings(), new Reading());
    String method = s.text("method", "prophet");
    int at = method.indexOf('@');
    EnodoSettings out =
        new EnodoSettings(
            at < 0 ? method : method.substring(0, at),
            at < 0 ? "" : method.substring(at + 1),
            kind(s.choice("job", "forecast", JOBS)),
            s.map("parameters"),
            s.duration("window", 7 * Instants.DAY, 0, 20 * YEAR),
            s.duration("horizon", Instants.DAY, 0, YEAR),
            s.integer("max_points", 0, 0, 1_000_000),
            s.integer("min_points", minPoints, 0, 1_000_000));
    if (d.inputs().size() != 1) {
      s.problem(
          "", "has " + d.inputs().size() + " inputs: an Enodo worker reads one series; name one");
    }
    if (out.window / d.resolution() > 150_000) {
      s.problem("window", "holds more than 150000 values at this resolution: make it shorter");
    }
    if (out.horizon / d.resolution() > 20_000) {
      s.problem("horizon", "holds more than 20000 rows at this resolution: make it shorter");
    }
    try {
      s.finish();
    } catch (SettingsException e) {
      throw new ProviderException.Rejected("model '" + d.name() + "': " + e.getMessage(), e);
    }
    return out;
  }

  private static JobKind kind(String word) {
    return switch (word) {
      case "anomalies" -> JobKind.ANOMALIES;
      case "rules" -> JobKind.RULES;
      case "base" -> JobKind.BASE;
      case "fit" -> JobKind.FIT;
      default -> JobKind.FORECAST;
    };
  }

  /** The only output. */
  String output() {
    return switch (kind) {
      case FORECAST, TRAIN -> "mean";
      case FIT -> "fit";
      case ANOMALIES -> "anomaly";
      case RULES -> "broken_rule";
      case BASE -> "health";
    };
  }

  /** Whether rows lie after the interval. */
  boolean isAhead() {
    return kind == JobKind.FORECAST;
  }

  String summary() {
    return "An Enodo worker runs "
        + method
        + (version.isEmpty() ? "" : " " + version)
        + " ("
        + kind.word()
        + ").";
  }
}
