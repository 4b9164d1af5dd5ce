package io.foretide.store.point;

import io.foretide.store.sql.Session;
import io.foretide.store.write.Step;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.function.ToLongFunction;

/** Goes through all series and removes chunks whose last point is too old. */
final class SeriesStep implements Step {
  private static final int BATCH = 200;
  private final SeriesRegistry registry;
  private final Iterator<Series> left;
  private final ToLongFunction<String> keepFrom;

  /**
   * @param keepFrom the instant from which points of a series are kept
   */
  SeriesStep(SeriesRegistry registry, ToLongFunction<String> keepFrom) {
    this.registry = registry;
    this.left = registry.all().iterator();
    this.keepFrom = keepFrom;
  }

  @Override
  public boolean some(Session session) throws SQLException {
    for (int i = 0; i < BATCH && left.hasNext(); i++) {
      Series series = left.next();
      long from = keepFrom.applyAsLong(series.name);
      if (series.pending.first() < from) {
        remove(session, series, from);
      }
    }
    return left.hasNext();
  }

  private void remove(Session session, Series series, long from) throws SQLException {
    long points;
    PreparedStatement sum =
        session.prepare(
            "SELECT coalesce(sum(count), 0) FROM point_chunk"
                + " WHERE series = ? AND first < ? AND last < ?");
    sum.setLong(1, series.id);
    sum.setLong(2, from);
    sum.setLong(3, from);
    try (ResultSet r = sum.executeQuery()) {
      r.next();
      points = r.getLong(1);
    }
    if (points == 0) {
      return;
    }
    PreparedStatement delete =
        session.prepare("DELETE FROM point_chunk WHERE series = ? AND first < ? AND last < ?");
    delete.setLong(1, series.id);
    delete.setLong(2, from);
    delete.setLong(3, from);
    delete.executeUpdate();
    Series.View view = series.pending;
    Points buffer = view.buffer();
    long first = ChunkTable.next(session, series.id, Long.MIN_VALUE);
    first = buffer.isEmpty() ? first : Math.min(first, buffer.first());
    long rest = view.points() - points;
    long last = rest == 0 ? Long.MIN_VALUE : view.last();
    Series.View after = new Series.View(buffer, rest, first, last);
    SeriesRegistry.save(session, series, after);
    registry.set(series, after);
    registry.sayTotals(series.id, after, false);
  }
}
