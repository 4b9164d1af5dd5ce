package io.foretide.hub.enodo.live;

import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How things are now, in the shapes that REST gives them. Thread-safe. */
public interface State {
  /** Names of all registered series. */
  List<String> names();

  /** A registered series; empty if there is none. */
  Optional<Map<String, @Nullable Object>> series(long rid) throws ProviderException;

  /** The job that a model does; empty if it does none. */
  Optional<Job> job(String model);

  /** The models of jobs that are being computed. */
  Set<String> running() throws ProviderException;

  List<Map<String, @Nullable Object>> modules();

  List<Map<String, @Nullable Object>> outputs();

  Map<String, @Nullable Object> database();

  /** Lines of the log, newest first. */
  List<Map<String, @Nullable Object>> lines();

  /** An event as a line of the log; empty if it is about no registered series. */
  Optional<Map<String, @Nullable Object>> line(Event event);

  /**
   * A job of a series.
   *
   * @param rid of the series
   * @param series its name
   * @param config of the job, as clients see it
   */
  record Job(long rid, String series, Map<String, @Nullable Object> config) {}
}
