package io.foretide.hub.enodo;

import io.foretide.core.engine.ModelPulse;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.data.Facts;
import io.foretide.hub.enodo.data.JobConfig;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.Registry;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.enodo.live.State;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What live updates are told from: the same as the routes.
 *
 * @param registry the series
 * @param newest shows one
 * @param facts how the models are doing
 * @param known what jobs can run
 * @param outputRoutes who is told of events
 * @param source the database
 * @param log shows events
 * @param clock the engine's clock
 */
record LiveState(
    Registry registry,
    NewestSeries newest,
    Facts facts,
    Modules known,
    OutputRoutes outputRoutes,
    SeriesSource source,
    EnodoLog log,
    WallClock clock)
    implements State {
  @Override
  public List<String> names() {
    return registry.all().stream().map(Registered::name).toList();
  }

  @Override
  public Optional<Map<String, @Nullable Object>> series(long rid) throws ProviderException {
    Optional<Registered> found = registry.find(rid);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(newest.shown(found.get(), true, clock.now()));
  }

  @Override
  public Optional<Job> job(String model) {
    Optional<Registered> found = registry.ofModel(model);
    if (found.isPresent()) {
      Registered s = found.get();
      for (JobConfig job : s.config().jobs()) {
        if (model.equals(s.models().get(job.name()))) {
          return Optional.of(new Job(s.rid(), s.name(), job.shown()));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Set<String> running() throws ProviderException {
    Set<String> out = new HashSet<>();
    for (ModelPulse pulse : facts.states().values()) {
      if (pulse.tally().inFlight() > 0 && registry.ofModel(pulse.name()).isPresent()) {
        out.add(pulse.name());
      }
    }
    return out;
  }

  @Override
  public List<Map<String, @Nullable Object>> modules() {
    return known.all();
  }

  @Override
  public List<Map<String, @Nullable Object>> outputs() {
    return outputRoutes.shown();
  }

  /** Foretide tests one connection; predictions that cannot be stored are events. */
  @Override
  public Map<String, @Nullable Object> database() {
    boolean connected = source.trouble().isEmpty();
    return new Shape().put("data_conn", connected).put("output_conn", connected).map();
  }

  @Override
  public List<Map<String, @Nullable Object>> lines() {
    return log.lines();
  }

  @Override
  public Optional<Map<String, @Nullable Object>> line(Event event) {
    return log.line(event);
  }
}
