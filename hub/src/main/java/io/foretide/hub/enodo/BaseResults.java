package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.hub.enodo.data.JobConfig;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.Keeper;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.Shape;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Results of base analyses: made when the job's schedule says so, and kept until the next one, also
 * through restarts and while the database is away. What a worker found of a series goes before what
 * is found here. Thread-safe.
 */
final class BaseResults {
  private static final String PREFIX = "enodo.base.";

  /**
   * What workers found, by series: JSON with {@code health}, {@code characteristics} and {@code
   * interval}, of which any may be absent.
   */
  static final String OF_WORKERS = "enodo.found.";

  private final Keeper keeper;
  private final BaseAnalysis analysis;

  /**
   * @param at epoch seconds
   * @param points that the series had
   * @param health 0 to 1; null while it was not known
   * @param characteristics by name
   * @param interval whole seconds between two points; null if there were too few
   */
  record Result(
      long at,
      long points,
      @Nullable Object health,
      Map<String, @Nullable Object> characteristics,
      @Nullable Object interval) {
    private String text() {
      return PythonJson.text(
          new Shape()
              .put("at", at)
              .put("points", points)
              .put("health", health)
              .put("characteristics", characteristics)
              .put("interval", interval)
              .map());
    }

    /** The grade of a series may be known later than the rest. */
    private Result with(double known) {
      return new Result(at, points, known, characteristics, interval);
    }

    /** The same with what a worker found. */
    private Result with(Map<String, @Nullable Object> found) {
      return new Result(
          at,
          points,
          found.get("health") instanceof Number n ? n : health,
          found.get("characteristics") instanceof Map<?, ?> m && !m.isEmpty()
              ? PlainJson.texts(m)
              : characteristics,
          found.get("interval") instanceof Number n ? n : interval);
    }

    private static Result read(String text) {
      Map<String, @Nullable Object> map = PlainJson.object(text);
      return new Result(
          map.get("at") instanceof Number n ? n.longValue() : 0,
          map.get("points") instanceof Number n ? n.longValue() : 0,
          map.get("health"),
          map.get("characteristics") instanceof Map<?, ?> m ? PlainJson.texts(m) : Map.of(),
          map.get("interval"));
    }

    /** When the job is due again: epoch seconds, or a number of points. */
    long next(JobConfig job) {
      return (job.byPoints() ? points : at) + job.every();
    }
  }

  BaseResults(Keeper keeper, BaseAnalysis analysis) {
    this.keeper = keeper;
    this.analysis = analysis;
  }

  /** The newest result, made now if it is due; empty if a series has no such job. */
  Optional<Result> of(Registered s, SeriesInfo info, long now) throws ProviderException {
    Optional<Result> own = own(s, info, now);
    String key = OF_WORKERS + s.name();
    String found = own.isPresent() ? keeper.all(key).get(key) : null;
    return found == null ? own : own.map(r -> r.with(PlainJson.object(found)));
  }

  private synchronized Optional<Result> own(Registered s, SeriesInfo info, long now)
      throws ProviderException {
    Optional<JobConfig> job = s.config().first(JobKind.BASE_ANALYSIS);
    if (job.isEmpty()) {
      return Optional.empty();
    }
    String key = PREFIX + s.rid();
    String kept = keeper.all(key).get(key);
    Optional<Result> before = Optional.ofNullable(kept).map(Result::read);
    Result fresh;
    if (before.isPresent() && !isDue(before.get(), job.get(), info, now)) {
      Double health = before.get().health() == null ? analysis.health(s.name()) : null;
      if (health == null) {
        return before;
      }
      fresh = before.get().with(health);
    } else {
      fresh =
          new Result(
              now / Instants.SECOND,
              Math.max(0, info.points()),
              analysis.health(s.name()),
              analysis.characteristics(info),
              BaseAnalysis.interval(info));
    }
    keeper.put(key, fresh.text());
    return Optional.of(fresh);
  }

  private static boolean isDue(Result before, JobConfig job, SeriesInfo info, long now) {
    long reached = job.byPoints() ? info.points() : now / Instants.SECOND;
    return reached >= before.next(job);
  }

  void remove(Registered s) throws ProviderException {
    keeper.remove(PREFIX + s.rid());
    keeper.remove(OF_WORKERS + s.name());
  }
}
