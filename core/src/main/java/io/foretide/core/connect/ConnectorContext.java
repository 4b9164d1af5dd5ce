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
 * @param name of this process, for clients that must name themselves
 */
public record ConnectorContext(
    WallClock clock,
    RandomGenerator random,
    EventLog events,
    ModelStore models,
    Optional<ProjectInformationProvider> projects,
    Map<String, String> environment,
    String name) {
  public ConnectorContext {
    environment = Map.copyOf(environment);
  }

  /** The same with projects. */
  public ConnectorContext with(ProjectInformationProvider found) {
    return new ConnectorContext(
        clock, random, events, models, Optional.of(found), environment, name);
  }
}
