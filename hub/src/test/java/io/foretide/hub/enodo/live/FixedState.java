package io.foretide.hub.enodo.live;

import io.foretide.core.event.Event;
import io.foretide.hub.enodo.data.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One series without jobs. */
public final class FixedState implements State {
  @Override
  public List<String> names() {
    return List.of("tank");
  }

  @Override
  public Optional<Map<String, @Nullable Object>> series(long rid) {
    return Optional.of(new Shape().put("rid", rid).put("name", "tank").map());
  }

  @Override
  public Optional<Job> job(String model) {
    return Optional.empty();
  }

  @Override
  public Set<String> running() {
    return Set.of();
  }

  @Override
  public List<Map<String, @Nullable Object>> modules() {
    return List.of();
  }

  @Override
  public List<Map<String, @Nullable Object>> outputs() {
    return List.of();
  }

  @Override
  public Map<String, @Nullable Object> database() {
    return new Shape().put("data_conn", true).map();
  }

  @Override
  public List<Map<String, @Nullable Object>> lines() {
    return List.of();
  }

  @Override
  public Optional<Map<String, @Nullable Object>> line(Event event) {
    return Optional.empty();
  }
}
