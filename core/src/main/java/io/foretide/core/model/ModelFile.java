package io.foretide.core.model;

import io.foretide.core.frame.Aggregation;
import io.foretide.core.grade.Grade;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model as a file (or a request) says it: plain maps to a {@link ModelDefinition} and back. Every
 * key but {@code model}, {@code inputs} and {@code run} has a default.
 */
public final class ModelFile {
  /** {@code every} of a model that does not say it. */
  public static final long EVERY = 30 * Instants.MINUTE;

  /** {@code resolution} of a model that does not say it, where {@code every} is a multiple. */
  public static final long RESOLUTION = 10 * Instants.MINUTE;

  /** {@code start} of a model that does not say it. */
  public static final String START = "-30d";

  private static final long YEAR = 366 * Instants.DAY;
  private static final long TASK_INTERVALS = 336;

  /** Most intervals from a model's start to the present. */
  public static final long MAX_INTERVALS = 20_000_000;

  private static final Pattern TIME_OF_DAY = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2})?");
  private static final int MAX_INPUTS = 10_000;
  private static final int MAX_NAME = 200;

  private ModelFile() {}

  /**
   * Reads a model.
   *
   * @throws SettingsException listing every problem: unknown keys with the nearest known one, wrong
   *     values, absurd ones
   */
  public static ModelDefinition read(Map<String, Object> file) {
    return read(Settings.of("", Settings.plain(file)));
  }

  private static ModelDefinition read(Settings s) {
    String name = name(s);
    int slash = name.lastIndexOf('/');
    String group = s.text("group", slash > 0 ? name.substring(0, slash) : "");
    Schedule schedule = schedule(s);
    long every = schedule instanceof Schedule.ByTime t ? t.grid().every() : 0;
    long resolution = resolution(s, every);
    Settings late = s.section("late");
    Settings keep = s.section("keep");
    ModelDefinition out =
        new ModelDefinition(
            name,
            group,
            s.text("description", ""),
            inputs(s, name),
            resolution,
            Aggregation.parse(
                s.choice(
                    "aggregation",
                    "mean",
                    List.of("mean", "min", "max", "last", "first", "sum", "count", "median"))),
            schedule,
            start(s, every),
            run(s, resolution),
            s.map("train"),
            conditions(s, name),
            new Late(
                late.duration("within", Late.DEFAULT.within(), 0, 10 * YEAR),
                late.duration("settle", Late.DEFAULT.settle(), 0, 7 * Instants.DAY)),
            order(s),
            s.duration(
                "task_span", defaultTaskSpan(every), Math.max(every, Instants.SECOND), 10 * YEAR),
            (int) s.integer("max_in_flight", 4, 1, 10_000),
            s.duration("patience", Instants.HOUR, 0, YEAR),
            keep(keep, "predictions", Long.MAX_VALUE),
            keep(keep, "origins", 90 * Instants.DAY),
            (int) keep.integer("revisions", ModelDefinition.REVISIONS, 1, 10_000),
            s.text("sensor_data", ""),
            s.text("prediction_storage", ""),
            s.flag("paused", false),
            attributes(s));
    s.finish();
    return out;
  }

  /** The {@code task_span} of a model that does not say it: 336 intervals, at most a week. */
  private static long defaultTaskSpan(long every) {
    return every == 0
        ? 7 * Instants.DAY
        : Math.max(every, Math.min(7 * Instants.DAY, TASK_INTERVALS * every));
  }

  private static String name(Settings s) {
    String name = s.text("model").strip();
    if (s.has("model") && name.isEmpty()) {
      s.problem("model", "is empty: expected a name such as pump-7/discharge-pressure");
    }
    if (name.length() > MAX_NAME) {
      s.problem("model", "has " + name.length() + " characters: expected at most " + MAX_NAME);
    }
    if (name.chars().anyMatch(c -> Character.isISOControl(c) || c == '#')) {
      s.problem("model", "'" + name + "' holds a control character or '#': expected neither");
    }
    return name;
  }

  private static Conditions conditions(Settings s, String model) {
    Settings demand = s.section("demand");
    List<String> grades = List.of("none", "bad", "fair", "good");
    Conditions out =
        new Conditions(
            s.text("when", "").strip(),
            s.duration("settle", 0, 0, YEAR),
            s.text("regime", "").strip(),
            Grade.valueOf(demand.choice("grade", "none", grades).toUpperCase(Locale.ROOT)));
    if (s.has("settle") && !out.gated()) {
      s.problem("settle", "has no meaning without when or regime: add one of them or remove it");
    }
    for (String signal : out.signals()) {
      if (!model.isEmpty() && (signal.equals(model) || signal.startsWith(model + "#"))) {
        s.problem(
            "when",
            "names '"
                + signal
                + "', which this model itself yields, a cycle: expected series that others write");
      }
    }
    return out;
  }

  private static List<String> inputs(Settings s, String model) {
    List<String> inputs = s.texts("inputs");
    if (inputs.isEmpty()) {
      s.problem("inputs", "is missing: expected a list of at least one series");
    }
    if (inputs.size() > MAX_INPUTS) {
      s.problem("inputs", inputs.size() + " series: expected at most " + MAX_INPUTS);
    }
    LinkedHashSet<String> seen = new LinkedHashSet<>();
    for (String input : inputs) {
      if (input.isBlank()) {
        s.problem("inputs", "holds an empty name: expected names of series");
      } else if (!seen.add(input)) {
        s.problem("inputs", "names '" + input + "' twice: expected each series once");
      }
      if (!model.isEmpty() && (input.equals(model) || input.startsWith(model + "#"))) {
        s.problem(
            "inputs",
            "names '"
                + input
                + "', which this model itself yields, a cycle: expected series that others write");
      }
    }
    return List.copyOf(seen);
  }

  private static Schedule schedule(Settings s) {
    if (s.any("every") instanceof Map<?, ?>) {
      Settings every = s.section("every");
      if (!every.has("points")) {
        every.problem("points", "is missing: expected a duration such as every: 30m, or points: N");
      }
      long points = every.integer("points", 1, 1, 1_000_000_000);
      for (String key : List.of("anchor", "delay")) {
        if (s.any(key) != null) {
          s.problem(key, "has no meaning for a model that is driven by points: remove it");
        }
      }
      return new Schedule.ByPoints(points);
    }
    long every = s.duration("every", EVERY, Instants.SECOND, YEAR);
    return new Schedule.ByTime(new Grid(anchor(s), every), s.duration("delay", 0, 0, YEAR));
  }

  private static long anchor(Settings s) {
    if (!s.has("anchor")) {
      return 0;
    }
    String text = s.text("anchor");
    try {
      return TIME_OF_DAY.matcher(text).matches()
          ? Durations.parse(text.length() < 7 ? text + ":00" : text)
          : Instants.parse(text);
    } catch (IllegalArgumentException e) {
      s.problem("anchor", e.getMessage() + ", or a time of day such as 08:00");
      return 0;
    }
  }

  private static long resolution(Settings s, long every) {
    long otherwise = every == 0 || every % RESOLUTION == 0 ? RESOLUTION : every;
    long resolution = s.duration("resolution", otherwise, 1_000_000L, YEAR);
    if (every > 0 && every % resolution != 0) {
      s.problem(
          "resolution",
          Durations.format(resolution)
              + " does not divide every "
              + Durations.format(every)
              + ": expected a resolution of which every is a whole multiple");
    }
    return resolution;
  }

  private static String start(Settings s, long every) {
    String start = s.text("start", START).strip();
    try {
      if (!start.startsWith("-")) {
        Instants.parse(start);
        return start;
      }
      long back = -Durations.parse(start);
      if (back > 100 * YEAR) {
        s.problem("start", "'" + start + "' is absurd: expected at most 100 years back");
      } else if (every > 0 && back / every > MAX_INTERVALS) {
        s.problem(
            "start",
            "'"
                + start
                + "' makes "
                + back / every
                + " intervals of "
                + Durations.format(every)
                + ": expected at most "
                + MAX_INTERVALS);
      }
    } catch (IllegalArgumentException e) {
      s.problem(
          "start",
          "'"
              + start
              + "' is not usable: expected an ISO time or a negative duration such as -90d");
    }
    return start;
  }

  private static RunSpec run(Settings s, long resolution) {
    Object run = s.any("run");
    if (run instanceof String kind && !kind.isBlank()) {
      return new RunSpec(kind, Map.of());
    }
    if (!(run instanceof Map<?, ?> m) || m.size() != 1) {
      s.problem(
          "run",
          (run == null ? "is missing" : "'" + run + "' is not usable")
              + ": expected one kind with its settings such as"
              + " run: {forecast: {method: seasonal_naive, season: 1d, horizon: 24h}}");
      return new RunSpec("", Map.of());
    }
    String kind = String.valueOf(m.keySet().iterator().next());
    Settings runs = Settings.of("run", s.map("run"), s.reading());
    Map<String, Object> settings = runs.map(kind);
    absurdHorizon(Settings.of(runs.path(kind), settings, s.reading()), resolution);
    return new RunSpec(kind, settings);
  }

  /** The rest of the run's settings is the execution provider's to check. */
  private static void absurdHorizon(Settings run, long resolution) {
    if (run.any("horizon") instanceof String text) {
      try {
        long horizon = Durations.parse(text);
        if (horizon <= 0 || horizon > YEAR || horizon / resolution > 100_000) {
          run.problem(
              "horizon",
              "'"
                  + text
                  + "' is absurd: expected above 0, at most 366d and at most 100000 steps of "
                  + Durations.format(resolution));
        }
      } catch (IllegalArgumentException e) {
        run.problem("horizon", String.valueOf(e.getMessage()));
      }
    }
  }

  private static @Nullable Order order(Settings s) {
    String order = s.choice("order", "", List.of("any", "sequential"));
    return order.isEmpty() ? null : Order.valueOf(order.toUpperCase(Locale.ROOT));
  }

  private static long keep(Settings keep, String key, long otherwise) {
    return "forever".equals(keep.any(key))
        ? Long.MAX_VALUE
        : keep.duration(key, otherwise, Instants.MINUTE, Long.MAX_VALUE);
  }

  private static Map<String, String> attributes(Settings s) {
    Settings map = s.section("attributes");
    Map<String, String> out = new LinkedHashMap<>();
    map.keys().forEach(k -> out.put(k, map.text(k, "")));
    return out;
  }

  /**
   * Writes a model in full: every value, defaults too, so that the same text means the same model
   * in later versions. {@code read(write(d))} equals {@code d}.
   */
  public static Map<String, Object> write(ModelDefinition d) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("model", d.name());
    out.put("group", d.group());
    putText(out, "description", d.description());
    out.put("inputs", d.inputs());
    out.put("resolution", Durations.format(d.resolution()));
    out.put("aggregation", d.aggregation().text());
    switch (d.schedule()) {
      case Schedule.ByTime t -> {
        out.put("every", Durations.format(t.grid().every()));
        if (t.grid().anchor() != 0) {
          out.put("anchor", Instants.format(t.grid().anchor()));
        }
        out.put("delay", Durations.format(t.delay()));
      }
      case Schedule.ByPoints p -> out.put("every", Map.of("points", p.count()));
    }
    out.put("start", d.start());
    out.put("run", Map.of(d.run().kind(), Settings.plain(d.run().settings())));
    if (!d.train().isEmpty()) {
      out.put("train", Settings.plain(d.train()));
    }
    Conditions conditions = d.conditions();
    putText(out, "when", conditions.when());
    putText(out, "regime", conditions.regime());
    if (conditions.settle() > 0) {
      out.put("settle", Durations.format(conditions.settle()));
    }
    if (conditions.grade() != Grade.NONE) {
      out.put("demand", Map.of("grade", conditions.grade().text()));
    }
    Map<String, Object> late = new LinkedHashMap<>();
    late.put("within", Durations.format(d.late().within()));
    late.put("settle", Durations.format(d.late().settle()));
    out.put("late", late);
    Order order = d.order();
    if (order != null) {
      out.put("order", order.name().toLowerCase(Locale.ROOT));
    }
    out.put("task_span", Durations.format(d.taskSpan()));
    out.put("max_in_flight", (long) d.maxInFlight());
    out.put("patience", Durations.format(d.patience()));
    Map<String, Object> keep = new LinkedHashMap<>();
    keep.put("predictions", age(d.keepPredictions()));
    keep.put("origins", age(d.keepOrigins()));
    keep.put("revisions", (long) d.keepRevisions());
    out.put("keep", keep);
    putText(out, "sensor_data", d.sensorData());
    putText(out, "prediction_storage", d.predictionStorage());
    if (d.paused()) {
      out.put("paused", true);
    }
    if (!d.attributes().isEmpty()) {
      out.put("attributes", Settings.plain(d.attributes()));
    }
    return out;
  }

  private static String age(long nanos) {
    return nanos == Long.MAX_VALUE ? "forever" : Durations.format(nanos);
  }

  private static void putText(Map<String, Object> out, String key, String text) {
    if (!text.isEmpty()) {
      out.put(key, text);
    }
  }
}
