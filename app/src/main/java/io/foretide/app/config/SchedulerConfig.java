package io.foretide.app.config;

import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code scheduler} section. Durations in nanoseconds.
 *
 * @param name of this instance, for logs
 * @param runAtOnce plan at start; false plans first at the next tick of each model's grid
 * @param repeatNewest whether the newest due interval is computed at every start, covered or not:
 *     where the file says {@code run_at_once: true}
 * @param maxInFlight most tasks in flight over all models
 * @param claimTimeout an owner silent for this long is taken for gone
 * @param queueTimeout a task that nobody took for this long is sent again
 * @param maxLosses an interval whose executor was lost this often is failed
 * @param backoffFirst first pause after an outage
 * @param backoffMax longest pause
 * @param trainings limits of training
 * @param modelDefaults {@code anchor}, {@code every} and {@code delay} of models that do not say
 *     them, where the file sets Latigo's {@code continuous_prediction_*}
 */
public record SchedulerConfig(
    String name,
    boolean runAtOnce,
    boolean repeatNewest,
    int maxInFlight,
    long claimTimeout,
    long queueTimeout,
    int maxLosses,
    long backoffFirst,
    long backoffMax,
    TrainingSettings trainings,
    Map<String, Object> modelDefaults) {
  public SchedulerConfig {
    modelDefaults = Map.copyOf(modelDefaults);
  }

  /** What the engine is told. */
  public SchedulerSettings limits() {
    return new SchedulerSettings(
        maxInFlight, claimTimeout, queueTimeout, maxLosses, backoffFirst, backoffMax, runAtOnce);
  }

  static SchedulerConfig read(Settings s) {
    s.obsolete("projects", "all models of model_info are planned; pause a model to leave it out");
    s.obsolete("back_fill_max_interval", "a model's start says how far back it goes");
    s.obsolete("configuration_sync_interval", "changed model files are seen at once");
    s.obsolete("do_async", "executors always do many tasks at once, see executor.permits");
    s.obsolete("restart_interval_sec", "the process never needs a restart");
    s.obsolete("instance_name", "use scheduler.name");
    boolean said = s.has("run_at_once");
    boolean runAtOnce = s.flag("run_at_once", true);
    return new SchedulerConfig(
        s.text("name", "foretide"),
        runAtOnce,
        said && runAtOnce,
        (int) s.integer("max_in_flight", 512, 1, 1_000_000),
        s.duration("claim_timeout", Instants.MINUTE, Instants.SECOND, Instants.DAY),
        s.duration("queue_timeout", 10 * Instants.MINUTE, Instants.SECOND, Instants.DAY),
        (int) s.integer("max_losses", 3, 1, 100),
        s.duration("backoff_first", Instants.SECOND, 1_000_000L, Instants.DAY),
        s.duration("backoff_max", 2 * Instants.MINUTE, 1_000_000L, Instants.DAY),
        new TrainingSettings(
            (int) s.integer("max_trainings", TrainingSettings.DEFAULT.mostAtOnce(), 1, 1_000),
            (int) s.integer("training_attempts", TrainingSettings.DEFAULT.attempts(), 1, 100)),
        modelDefaults(s));
  }

  private static Map<String, Object> modelDefaults(Settings s) {
    Map<String, Object> out = new LinkedHashMap<>();
    String start = s.text("continuous_prediction_start_time", "");
    if (!start.isEmpty()) {
      try {
        Durations.parse(start.length() < 6 ? start + ":00" : start);
        out.put("anchor", start);
      } catch (IllegalArgumentException e) {
        s.problem(
            "continuous_prediction_start_time",
            "'" + start + "' is not usable: expected a time of day such as \"08:00\"");
      }
    }
    if (s.has("continuous_prediction_interval")) {
      long every =
          s.duration("continuous_prediction_interval", 0, Instants.SECOND, 366 * Instants.DAY);
      out.put("every", Durations.format(every));
    } else {
      s.text("continuous_prediction_interval", "");
    }
    if (s.has("continuous_prediction_delay")) {
      long delay = s.duration("continuous_prediction_delay", 0, 0, 366 * Instants.DAY);
      out.put("delay", Durations.format(delay));
    } else {
      s.text("continuous_prediction_delay", "");
    }
    return out;
  }
}
