package io.foretide.store.point;

import io.foretide.core.sensor.PointWatch.Counter;
import io.foretide.store.coverage.PointCounters;
import io.foretide.store.coverage.SqlCoverage;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Operation;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts points that are kept elsewhere for models that are driven by points. */
final class CountOperation implements Operation<Long> {
  private final SqlCoverage coverage;
  private final Map<Counter, Long> points;
  private final long at;
  private final Map<Counter, Long> closed = new LinkedHashMap<>();

  /**
   * @param points new ones by who counts them
   * @param at when they came
   */
  CountOperation(SqlCoverage coverage, Map<Counter, Long> points, long at) {
    this.coverage = coverage;
    this.points = points;
    this.at = at;
  }

  @Override
  public Long apply(Session session) throws SQLException {
    closed.clear();
    for (Map.Entry<Counter, Long> e : points.entrySet()) {
      long end = PointCounters.add(session, e.getKey(), e.getValue(), at);
      if (end >= 0) {
        closed.put(e.getKey(), end);
      }
    }
    closed.forEach((c, end) -> coverage.listeners().sayClosed(c.model(), c.revision(), end));
    return (long) closed.size();
  }

  @Override
  public void durable(@Nullable Long intervals) {
    closed.forEach((c, end) -> coverage.listeners().closed(c.model(), c.revision(), end));
  }
}
