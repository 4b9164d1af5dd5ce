package io.foretide.store.check;

import io.foretide.store.point.PackedPoints;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Packed points can be read, agree with their row, and never overlap. */
final class PointCheck {
  private PointCheck() {}

  static void run(Session session, List<String> found) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "SELECT c.series, c.first, c.last, c.count, c.data, s.name FROM point_chunk c"
                + " LEFT JOIN series s ON s.id = c.series ORDER BY c.series, c.first");
    long series = -1;
    long last = 0;
    try (ResultSet r = s.executeQuery()) {
      while (r.next() && found.size() < Check.MOST) {
        String name = r.getString(6);
        String where =
            "points of series "
                + (name == null ? "number " + r.getLong(1) : "'" + name + "'")
                + " from "
                + r.getLong(2);
        if (name == null) {
          found.add(where + ": the series has no row");
        }
        String wrong = PackedPoints.wrong(r.getLong(2), r.getLong(3), r.getInt(4), r.getBytes(5));
        if (!wrong.isEmpty()) {
          found.add(where + ": " + wrong);
        }
        if (series == r.getLong(1) && r.getLong(2) <= last) {
          found.add(where + ": overlaps the chunk before, which ends at " + last);
        }
        series = r.getLong(1);
        last = r.getLong(3);
      }
    }
    logs(session, found);
    if (session.number("SELECT count(*) FROM point_log") == 0) {
      totals(session, found);
    }
  }

  private static void logs(Session session, List<String> found) throws SQLException {
    PreparedStatement s = session.prepare("SELECT id, data FROM point_log");
    try (ResultSet r = s.executeQuery()) {
      while (r.next() && found.size() < Check.MOST) {
        String wrong = PackedPoints.wrongLog(r.getBytes(2));
        if (!wrong.isEmpty()) {
          found.add("log row " + r.getLong(1) + ": " + wrong);
        }
      }
    }
  }

  private static void totals(Session session, List<String> found) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "SELECT name, points, packed FROM (SELECT name, points, (SELECT coalesce(sum(count), 0)"
                + " FROM point_chunk WHERE series = series.id) AS packed FROM series) AS totals"
                + " WHERE points <> packed");
    try (ResultSet r = s.executeQuery()) {
      while (r.next() && found.size() < Check.MOST) {
        found.add(
            "series '"
                + r.getString(1)
                + "': counts "
                + r.getLong(2)
                + " points, holds "
                + r.getLong(3));
      }
    }
  }
}
