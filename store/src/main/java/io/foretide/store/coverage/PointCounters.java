package io.foretide.store.coverage;

import io.foretide.core.coverage.PointCells;
import io.foretide.core.model.ModelId;
import io.foretide.core.sensor.PointWatch.Counter;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Counts new points of models that are driven by points. The N-th new point at or after the start
 * of the open cell closes it: the cell ends right after the latest point counted, and the next one
 * starts there. Points before the open cell are late data of a closed one and count for nothing.
 */
public final class PointCounters {
  private PointCounters() {}

  private record State(long closed, long openFrom, long counted, long latest) {}

  /**
   * Counts points.
   *
   * @param times of new points, rising
   * @return the number of cells closed so far if this closed any, else -1
   */
  public static long count(Session session, Counter counter, long[] times) throws SQLException {
    State state = state(session, counter);
    int i = Arrays.binarySearch(times, state.openFrom);
    i = i >= 0 ? i : -i - 1;
    while (i > 0 && times[i - 1] == state.openFrom) {
      i--;
    }
    if (i == times.length) {
      return -1;
    }
    long closed = state.closed;
    long openFrom = state.openFrom;
    long counted = state.counted;
    long latest = state.latest;
    while (i < times.length) {
      counted++;
      latest = Math.max(latest, times[i]);
      boolean more = i + 1 < times.length && times[i + 1] <= latest;
      i++;
      if (counted >= counter.count() && !more) {
        openFrom = Instants.plus(latest, 1);
        close(session, counter, closed, openFrom);
        closed++;
        counted = 0;
        latest = openFrom;
      }
    }
    save(session, counter, new State(closed, openFrom, counted, latest));
    return closed > state.closed ? closed : -1;
  }

  /**
   * Counts points of which only the number is known, as if all had come at one instant.
   *
   * @param at when; an instant before the open cell counts as its start
   * @return the number of cells closed so far if this closed one, else -1
   */
  public static long add(Session session, Counter counter, long points, long at)
      throws SQLException {
    if (points <= 0 || at < counter.from()) {
      return -1;
    }
    State state = state(session, counter);
    long latest = Math.max(Math.max(state.latest, state.openFrom), at);
    long counted = state.counted + Math.min(points, Long.MAX_VALUE / 2);
    if (counted < counter.count()) {
      save(session, counter, new State(state.closed, state.openFrom, counted, latest));
      return -1;
    }
    long openFrom = Instants.plus(latest, 1);
    close(session, counter, state.closed, openFrom);
    save(session, counter, new State(state.closed + 1, openFrom, 0, openFrom));
    return state.closed + 1;
  }

  /** Whether points of a revision have been counted before. */
  public static boolean started(Session session, Counter c) throws SQLException {
    PreparedStatement s =
        session.prepare("SELECT 1 FROM point_counter WHERE model = ? AND revision = ?");
    s.setLong(1, c.model().value());
    s.setInt(2, c.revision());
    try (ResultSet r = s.executeQuery()) {
      return r.next();
    }
  }

  private static State state(Session session, Counter c) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "SELECT closed, open_from, counted, latest FROM point_counter"
                + " WHERE model = ? AND revision = ?");
    s.setLong(1, c.model().value());
    s.setInt(2, c.revision());
    try (ResultSet r = s.executeQuery()) {
      return r.next()
          ? new State(r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4))
          : new State(0, c.from(), 0, c.from());
    }
  }

  private static void save(Session session, Counter c, State state) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO point_counter"
                + " (model, revision, origin, closed, open_from, counted, latest)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (model, revision)"
                + " DO UPDATE SET"
                + " closed = excluded.closed, open_from = excluded.open_from,"
                + " counted = excluded.counted, latest = excluded.latest");
    s.setLong(1, c.model().value());
    s.setInt(2, c.revision());
    s.setLong(3, c.from());
    s.setLong(4, state.closed);
    s.setLong(5, state.openFrom);
    s.setLong(6, state.counted);
    s.setLong(7, state.latest);
    s.executeUpdate();
  }

  private static void close(Session session, Counter c, long cell, long until) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO point_cell (model, revision, cell, until) VALUES (?, ?, ?, ?)");
    s.setLong(1, c.model().value());
    s.setInt(2, c.revision());
    s.setLong(3, cell);
    s.setLong(4, until);
    s.executeUpdate();
  }

  /** How many cells end at or before an instant. */
  public static long closedBy(Session session, ModelId model, int revision, long instant)
      throws SQLException {
    PreparedStatement s =
        session.prepare(
            "SELECT coalesce(max(cell) + 1, 0) FROM point_cell"
                + " WHERE model = ? AND revision = ? AND until <= ?");
    s.setLong(1, model.value());
    s.setInt(2, revision);
    s.setLong(3, instant);
    try (ResultSet r = s.executeQuery()) {
      r.next();
      return r.getLong(1);
    }
  }

  static PointCells cells(Session session, ModelId model, int revision, Range cells)
      throws SQLException {
    PreparedStatement origin =
        session.prepare(
            "SELECT origin, closed FROM point_counter WHERE model = ? AND revision = ?");
    origin.setLong(1, model.value());
    origin.setInt(2, revision);
    long start;
    long closed;
    try (ResultSet r = origin.executeQuery()) {
      if (!r.next()) {
        return new PointCells(Math.max(0, cells.from()), new long[0]);
      }
      start = r.getLong(1);
      closed = r.getLong(2);
    }
    long first = Math.max(0, Math.min(cells.from(), closed));
    long end = Math.max(first, Math.min(cells.to(), closed));
    long[] bounds = new long[Math.toIntExact(end - first + 1)];
    bounds[0] = start;
    PreparedStatement s =
        session.prepare(
            "SELECT cell, until FROM point_cell WHERE model = ? AND revision = ?"
                + " AND cell >= ? AND cell < ? ORDER BY cell");
    s.setLong(1, model.value());
    s.setInt(2, revision);
    s.setLong(3, first - 1);
    s.setLong(4, end);
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        bounds[(int) (r.getLong(1) - first + 1)] = r.getLong(2);
      }
    }
    return new PointCells(first, bounds);
  }
}
