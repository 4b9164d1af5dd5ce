package io.foretide.core.connect;

import io.foretide.core.event.EventLog;
import io.foretide.core.model.ModelStore;
import io.foretide.core.time.WallClock;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the program lends to its connectors. Thread-safe.
 *
 * @param clock the machine's clock
 * @param random for jitter; safe for many threads
 * @param events for people
 * @param models the models as they are stored
 * @param projects of {@code models_metadata_info}; empty if that section names none
 * @param environment variables of the process
 * @param name of this process, for clients that must name themselves; further executors of a
 *     process have the same with {@code #2} and so on
 * @param cache of section {@code cache}, shared with other processes; empty if there is none
 * @param naming of the first outside sink that names series; empty if there is none
 * @param modelDefaults keys of a model's file for models that do not say them, such as {@code
 *     every}
 */
public record ConnectorContext(
    WallClock clock,
    RandomGenerator random,
    EventLog events,
    ModelStore models,
    Optional<ProjectInformationProvider> projects,
    Map<String, String> environment,
    String name,
    Optional<SharedCache> cache,
    Optional<SeriesNaming> naming,
    Map<String, Object> modelDefaults) {
  public ConnectorContext {
    environment = Map.copyOf(environment);
    modelDefaults = Map.copyOf(modelDefaults);
  }

  /** Without a shared cache, a sink that names series, and defaults of models. */
  public ConnectorContext(
      WallClock clock,
      RandomGenerator random,
      EventLog events,
      ModelStore models,
      Optional<ProjectInformationProvider> projects,
      Map<String, String> environment,
      String name) {
    this(
        clock,
        random,
        events,
        models,
        projects,
        environment,
        name,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** The same under another name. */
  public ConnectorContext named(String other) {
    return new ConnectorContext(
        clock, random, events, models, projects, environment, other, cache, naming, modelDefaults);
  }

  /** The same with projects. */
  public ConnectorContext with(ProjectInformationProvider found) {
    return new ConnectorContext(
        clock,
        random,
        events,
        models,
        Optional.of(found),
        environment,
        name,
        cache,
        naming,
        modelDefaults);
  }

  /** The same with a cache. */
  public ConnectorContext with(SharedCache found) {
    return new ConnectorContext(
        clock,
        random,
        events,
        models,
        projects,
        environment,
        name,
        Optional.of(found),
        naming,
        modelDefaults);
  }

  /** The same with a sink that names series. */
  public ConnectorContext with(SeriesNaming found) {
    return new ConnectorContext(
        clock,
        random,
        events,
        models,
        projects,
        environment,
        name,
        cache,
        Optional.of(found),
        modelDefaults);
  }

  /** The same with defaults of models. */
  public ConnectorContext withModelDefaults(Map<String, Object> defaults) {
    return new ConnectorContext(
        clock, random, events, models, projects, environment, name, cache, naming, defaults);
  }
}
