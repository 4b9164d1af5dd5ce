package io.foretide.hub.enodo.data;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.WallClock;
import io.foretide.hub.http.ApiError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers, changes and removes series, and keeps their models in step. Models come before the
 * record and go before it, so a stop in between leaves a model that the same request takes over.
 * Thread-safe.
 */
public final class SeriesDesk {
  private static final Logger LOG = LoggerFactory.getLogger(SeriesDesk.class);
  private static final int LONGEST = 120;

  /** A series about which nothing is known to have changed is looked at in one look of so many. */
  private static final int TURNS = 60;

  private final Registry registry;
  private final JobModels models;
  private final Engine engine;
  private final SensorInformationProvider series;
  private final Tunables tunables;
  private final WallClock clock;

  /**
   * The minimum of points at the last look; it holds for all series that have none of their own.
   */
  private long minimum = -1;

  private int turn;

  public SeriesDesk(
      Registry registry,
      JobModels models,
      Engine engine,
      SensorInformationProvider series,
      Tunables tunables,
      WallClock clock) {
    this.registry = registry;
    this.models = models;
    this.engine = engine;
    this.series = series;
    this.tunables = tunables;
    this.clock = clock;
  }

  public Registry registry() {
    return registry;
  }

  public Methods methods() {
    return models.methods();
  }

  /** The points that a series must have before its jobs run. */
  public long minimum(SeriesConfig config) {
    Long own = config.minPoints();
    return own == null ? tunables.whole(Tunables.MIN_POINTS) : own;
  }

  /**
   * The series of points.
   *
   * @throws ApiError 400 if it does not exist
   */
  public SeriesInfo info(String name) throws ProviderException {
    return series
        .find(name)
        .orElseThrow(
            () -> new ApiError(400, "unknown_series", "Series does not exists", "name", 0));
  }

  /**
   * Registers a series.
   *
   * @throws ApiError 400 if it does not exist, 409 if it is registered, or its jobs cannot be run
   */
  public synchronized Registered add(
      String name,
      @Nullable Map<String, @Nullable Object> meta,
      SeriesConfig config,
      @Nullable Map<String, @Nullable Object> seed)
      throws ProviderException {
    if (registry.find(name).isPresent()) {
      throw ApiError.conflict("Series already added");
    }
    SeriesInfo info = info(name);
    Registered draft =
        new Registered(registry.next(), name, meta, config, seed, Map.of(), waits(info, config));
    return settle(draft, info);
  }

  /** Changes a series; the models of its jobs follow. */
  public synchronized Registered edit(Registered changed) throws ProviderException {
    SeriesInfo info = info(changed.name());
    return settle(changed.with(changed.models(), waits(info, changed.config())), info);
  }

  private boolean waits(SeriesInfo info, SeriesConfig config) {
    return info.points() >= 0 && info.points() < minimum(config);
  }

  /** Makes models and record say what a series says. */
  private Registered settle(Registered wanted, SeriesInfo info) throws ProviderException {
    Map<String, ModelDefinition> files = new LinkedHashMap<>();
    for (JobConfig job : wanted.config().jobs()) {
      String model = wanted.models().get(job.name());
      String name = model == null ? freeName(wanted, job) : model;
      Optional<Map<String, Object>> file =
          models.file(name, job, info, wanted.waits(), isOfWorker(name, job), clock.now());
      if (file.isPresent()) {
        ModelDefinition definition = checked(file.get());
        files.put(job.name(), definition);
      }
    }
    Map<String, String> made = new LinkedHashMap<>();
    for (Map.Entry<String, ModelDefinition> e : files.entrySet()) {
      ModelDefinition d = e.getValue();
      Optional<ModelStatus> there = engine.model(d.name());
      if (there.isEmpty()) {
        made.put(e.getKey(), engine.create(d).name());
      } else {
        made.put(e.getKey(), edited(there.get(), d));
      }
    }
    for (String old : wanted.models().values()) {
      if (!made.containsValue(old) && engine.model(old).isPresent()) {
        engine.delete(old);
      }
    }
    Registered out = wanted.with(made, wanted.waits());
    registry.put(out);
    return out;
  }

  /** A worker that is gone for now keeps its model. */
  private boolean isOfWorker(String model, JobConfig job) throws ProviderException {
    Optional<ModelStatus> there = engine.model(model);
    return there.isPresent()
        && there.get().model().definition().run().kind().equals("enodo")
        && String.valueOf(there.get().model().definition().run().settings().get("method"))
            .startsWith(job.module() + "@");
  }

  /** A model goes on from where it is: its start stays. */
  private String edited(ModelStatus before, ModelDefinition asked) throws ProviderException {
    ModelDefinition old = before.model().definition();
    Map<String, Object> file = new LinkedHashMap<>(ModelFile.write(asked));
    if (old.resolution() == asked.resolution() && old.schedule().equals(asked.schedule())) {
      file.put("start", old.start());
    }
    return engine.edit(old.name(), checked(file)).name();
  }

  private ModelDefinition checked(Map<String, Object> file) throws ProviderException {
    try {
      ModelDefinition definition = ModelFile.read(file);
      engine.check(definition);
      return definition;
    } catch (IllegalArgumentException | ProviderException.Rejected e) {
      throw ApiError.bad("model_parameters", String.valueOf(e.getMessage()));
    }
  }

  /** A name that is free, or that a request before this one took for the same job. */
  private String freeName(Registered s, JobConfig job) throws ProviderException {
    StringBuilder clean = new StringBuilder();
    s.name()
        .codePoints()
        .limit(LONGEST)
        .forEach(c -> clean.appendCodePoint(Character.isISOControl(c) || c == '#' ? '_' : c));
    String name = "enodo/" + clean;
    if (!clean.toString().equals(s.name())) {
      name += "-" + s.rid();
    }
    if (!job.name().equals(SeedJobs.NAME)) {
      name += "/" + job.name();
    }
    Optional<ModelStatus> there = engine.model(name);
    boolean ours =
        there.isPresent()
            && s.name().equals(there.get().model().definition().attributes().get(JobModels.SERIES))
            && registry.ofModel(name).isEmpty();
    return there.isEmpty() || ours ? name : name + "-" + s.rid();
  }

  /** Removes a series with its models. */
  public synchronized void remove(Registered s) throws ProviderException {
    for (String model : s.models().values()) {
      if (engine.model(model).isPresent()) {
        engine.delete(model);
      }
    }
    registry.remove(s);
  }

  /**
   * Wakes series that have points enough by now, gives jobs a model whose module has come, puts
   * those to sleep that have not (after the minimum was raised), and lets go of those whose models
   * somebody else deleted. Series at rest cost next to nothing.
   */
  public void look() throws ProviderException {
    long now = tunables.whole(Tunables.MIN_POINTS);
    boolean all;
    int part;
    synchronized (this) {
      all = now != minimum;
      part = turn++ % TURNS;
    }
    for (Registered s : registry.all()) {
      try {
        if (all || s.rid() % TURNS == part || needsLook(s)) {
          look(s);
        }
      } catch (ApiError e) {
        LOG.warn("series '{}': {}", s.name(), e.text());
      }
    }
    synchronized (this) {
      minimum = now;
    }
  }

  private boolean needsLook(Registered s) {
    return s.waits()
        || (!s.models().isEmpty() && !engine.modelsOf(s.name()).containsAll(s.models().values()))
        || s.config().jobs().stream()
            .anyMatch(j -> !s.models().containsKey(j.name()) && models.isRunnable(j));
  }

  private synchronized void look(Registered seen) throws ProviderException {
    Optional<Registered> now = registry.find(seen.rid());
    if (now.isEmpty() || !now.get().equals(seen)) {
      return;
    }
    Map<String, String> living = new LinkedHashMap<>(seen.models());
    for (Map.Entry<String, String> e : seen.models().entrySet()) {
      if (engine.model(e.getValue()).isEmpty()) {
        living.remove(e.getKey());
      }
    }
    if (living.size() < seen.models().size()) {
      LOG.info("models of series '{}' were deleted: its jobs go with them", seen.name());
      if (living.isEmpty()) {
        registry.remove(seen);
      } else {
        registry.put(
            seen.with(
                    seen.config()
                        .withJobs(
                            seen.config().jobs().stream()
                                .filter(j ->
                                    living.containsKey(j.name())
                                        || !seen.models().containsKey(j.name()))
                                .toList()))
                .with(living, seen.waits()));
      }
      return;
    }
    Optional<SeriesInfo> info = series.find(seen.name());
    boolean joined =
        seen.config().jobs().stream()
            .anyMatch(j -> !seen.models().containsKey(j.name()) && models.isRunnable(j));
    if (info.isPresent() && joined) {
      var unused = settle(seen, info.get());
    } else if (info.isPresent() && waits(info.get(), seen.config()) != seen.waits()) {
      Registered woken = settle(seen.with(seen.models(), !seen.waits()), info.get());
      for (Map.Entry<String, String> e : woken.models().entrySet()) {
        boolean runs = woken.config().job(e.getKey()).map(JobConfig::activated).orElse(false);
        var unused = engine.setPaused(e.getValue(), woken.waits() || !runs);
      }
    }
  }
}
