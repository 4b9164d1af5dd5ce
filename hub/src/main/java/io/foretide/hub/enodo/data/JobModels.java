package io.foretide.hub.enodo.data;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says in a model file what a job asks for. How often the series has points decides the resolution;
 * what a job leaves open (season, how far ahead) is estimated from its data. Thread-safe.
 */
public final class JobModels {
  /** The attribute that names the series. */
  public static final String SERIES = "enodo.series";

  private static final long DAY_STEPS = 2_000;
  private static final long LEAST_STEPS = 12;
  private static final int LOOKED_AT = 2_000;

  private final Methods methods;
  private final SensorDataProvider data;
  private final SeasonFinder seasons;
  private final Predicate<String> workers;

  /**
   * @param workers whether a connected worker runs a module
   */
  public JobModels(
      Methods methods, SensorDataProvider data, SeasonFinder seasons, Predicate<String> workers) {
    this.methods = methods;
    this.data = data;
    this.seasons = seasons;
    this.workers = workers;
  }

  /** Whether a job needs a model and can have one now; base analyses only those of workers. */
  boolean isRunnable(JobConfig job) {
    return workers.test(job.module())
        || job.kind() != JobKind.BASE_ANALYSIS
            && methods.find(job.module(), job.kind()).isPresent();
  }

  public Methods methods() {
    return methods;
  }

  /**
   * The model file of a job; empty if it needs no model, or nobody here has its module.
   *
   * @param model its name
   * @param ofWorker whether a worker runs it, though none may be connected now
   * @param now epoch nanoseconds
   */
  public Optional<Map<String, Object>> file(
      String model, JobConfig job, SeriesInfo info, boolean paused, boolean ofWorker, long now)
      throws ProviderException {
    if (!ofWorker && !isRunnable(job)) {
      return Optional.empty();
    }
    Rhythm rhythm = Rhythm.of(info);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("model", model);
    out.put("group", "enodo");
    out.put("inputs", List.of(info.name()));
    out.put("resolution", Durations.format(rhythm.step()));
    out.put("aggregation", "mean");
    long end = info.hasPoints() ? Math.min(now, info.last()) : now;
    if (job.byPoints()) {
      out.put("every", Map.of("points", job.every()));
      out.put("start", Instants.format(Instants.minus(end, job.every() * rhythm.interval())));
    } else {
      long every = rhythm.whole(job.every() * Instants.SECOND);
      out.put("every", Durations.format(every));
      out.put("start", Instants.format(Instants.minus(end, 2 * every)));
    }
    // A worker's own module goes before a method of the same name: somebody started it for this.
    Optional<Method> method =
        ofWorker || workers.test(job.module())
            ? Optional.empty()
            : methods.find(job.module(), job.kind());
    if (method.isEmpty()) {
      out.put("run", Map.of("enodo", work(job, rhythm)));
    } else if (job.kind() == JobKind.FORECAST) {
      out.put("run", Map.of("forecast", forecast(method.get(), job, info, rhythm)));
    } else {
      out.put("run", Map.of("detect", detect(method.get(), job)));
    }
    (method.isEmpty() ? Optional.<String>empty() : train(job, rhythm))
        .ifPresent(window -> out.put("train", Map.of("window", window)));
    out.put("paused", paused || !job.activated());
    out.put("attributes", Map.of(SERIES, info.name(), "enodo.job", job.name()));
    return Optional.of(out);
  }

  /** A job for a worker that has the module. */
  private static Map<String, Object> work(JobConfig job, Rhythm rhythm) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>(job.parameters());
    Map<String, Object> parameters = new LinkedHashMap<>();
    given.forEach((key, value) -> {
      if (value != null) {
        parameters.put(key, value);
      }
    });
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("method", job.module() + "@" + job.version());
    out.put(
        "job",
        switch (job.kind()) {
          case FORECAST -> "forecast";
          case ANOMALY_DETECT -> "anomalies";
          case STATIC_RULES -> "rules";
          case BASE_ANALYSIS -> "base";
        });
    out.put("parameters", parameters);
    if (job.kind() == JobKind.FORECAST) {
      out.put("horizon", horizon(null, given, rhythm));
    }
    if (job.kind() == JobKind.BASE_ANALYSIS) {
      // The one job that Enodo runs however few points there are.
      out.put("min_points", 1);
    }
    Long most = job.maxPoints();
    if (most != null && most > 0) {
      out.put("max_points", Math.min(most, 1_000_000));
    }
    return out;
  }

  private static Optional<String> train(JobConfig job, Rhythm rhythm) {
    Long most = job.maxPoints();
    if (SeedMethod.of(job.module()).orElse(null) == SeedMethod.MOVING_AVERAGE) {
      long steps = number(job.parameters().get("window")).orElse(LEAST_STEPS);
      return Optional.of(Durations.format(Math.max(2, steps) * rhythm.step()));
    }
    return most == null || most < 2
        ? Optional.empty()
        : Optional.of(
            Durations.format(Math.max(rhythm.step(), rhythm.whole(most * rhythm.interval()))));
  }

  private Map<String, Object> forecast(Method method, JobConfig job, SeriesInfo info, Rhythm rhythm)
      throws ProviderException {
    Map<String, @Nullable Object> given = new LinkedHashMap<>(job.parameters());
    SeedMethod seed = SeedMethod.of(job.module()).orElse(null);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("method", method.name());
    if (seed == SeedMethod.ARIMA && method.name().equals("auto_arima")) {
      rename(given, "D", "seasonal_d");
    }
    if (seed == SeedMethod.MOVING_AVERAGE) {
      given.remove("window");
    }
    out.put("horizon", horizon(seed, given, rhythm));
    Object m = given.remove("m");
    if (method.isSeasonal() && !given.containsKey("season") && !method.name().equals("auto")) {
      long steps = number(m).orElse((long) -1);
      int found = steps >= 0 ? (int) Math.min(steps, 1_000_000) : season(info, rhythm);
      if (found >= 2) {
        out.put("season", Durations.format(found * rhythm.step()));
      } else if (!method.name().equals("seasonal_naive")) {
        out.put("season", "none");
      }
    } else if (m != null) {
      given.put("m", m);
    }
    given.forEach((key, value) -> {
      if (value != null) {
        out.put(key, value);
      }
    });
    return out;
  }

  private static void rename(Map<String, @Nullable Object> map, String from, String to) {
    if (map.containsKey(from)) {
      Object value = map.remove(from);
      map.put(to, value);
    }
  }

  /** Steps ahead under the names of all eras, or a duration, or the method's own way. */
  private static Object horizon(
      @Nullable SeedMethod seed, Map<String, @Nullable Object> given, Rhythm rhythm) {
    for (String key : List.of("n_predict", "periods", "horizon")) {
      Object value = given.remove(key);
      Optional<Long> steps = number(value);
      if (steps.isPresent()) {
        return Durations.format(Math.max(1, Math.min(steps.get(), 1_000_000)) * rhythm.step());
      }
      if (value != null) {
        return value;
      }
    }
    long day = Math.clamp(Instants.DAY / rhythm.step(), LEAST_STEPS, DAY_STEPS);
    long week = Math.clamp(7 * Instants.DAY / rhythm.step(), 20, DAY_STEPS);
    long steps =
        seed == null
            ? day
            : switch (seed) {
              case ARIMA, MOVING_AVERAGE -> LEAST_STEPS;
              case PROPHET -> week;
              case AUTOREGRESSION -> 200;
            };
    return Durations.format(steps * rhythm.step());
  }

  private int season(SeriesInfo info, Rhythm rhythm) throws ProviderException {
    if (!info.hasPoints()) {
      return 0;
    }
    long to = Instants.plus(info.last(), 1);
    long from = Math.max(info.first(), Instants.minus(to, LOOKED_AT * rhythm.step()));
    Frame frame =
        data.read(
            new FrameQuery(
                List.of(info.name()), new Range(from, to), rhythm.step(), Aggregation.MEAN));
    return frame.rows() < 4
        ? 0
        : seasons.find(frame.column(0), (double) rhythm.step() / Instants.DAY);
  }

  private static Map<String, Object> detect(Method method, JobConfig job) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("method", method.name());
    Map<String, @Nullable Object> given = new LinkedHashMap<>(job.parameters());
    if (job.kind() == JobKind.STATIC_RULES) {
      for (String key : List.of("min", "min_threshold")) {
        rename(given, key, "low");
      }
      for (String key : List.of("max", "max_threshold")) {
        rename(given, key, "high");
      }
      given.remove("last_n_points");
      given.remove("messages");
    }
    given.forEach((key, value) -> {
      if (value != null) {
        out.put(key, value);
      }
    });
    return out;
  }

  private static Optional<Long> number(@Nullable Object value) {
    return switch (value) {
      case Integer i -> Optional.of((long) i);
      case Long n -> Optional.of(n);
      case Double d when d == Math.rint(d) && Math.abs(d) < 1e9 -> Optional.of((long) (double) d);
      case null, default -> Optional.empty();
    };
  }
}
