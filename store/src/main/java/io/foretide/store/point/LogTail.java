package io.foretide.store.point;

import io.foretide.store.sql.Session;
import io.foretide.store.write.GroupState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of the log of points, and how many points they hold. Used on the writer's thread only.
 */
final class LogTail implements GroupState {
  private final ArrayDeque<Row> rows = new ArrayDeque<>();
  private final List<Row> added = new ArrayList<>();
  private long points;
  private boolean mine;

  private record Row(long id, long points) {}

  /** Points in durable rows. */
  long points() {
    return points;
  }

  /** The newest durable row; 0 if there is none. */
  long lastRow() {
    return rows.isEmpty() ? 0 : rows.getLast().id;
  }

  /** Whether this process added rows since it was asked to forget. */
  boolean isMine() {
    return mine;
  }

  /** What there is now is about to be packed. */
  void forgetMine() {
    mine = false;
  }

  /** Forgets all rows. */
  void clear() {
    rows.clear();
    added.clear();
    points = 0;
  }

  /** Adds a row to the log; returns its number. */
  long append(Session session, byte[] data, long count) throws SQLException {
    PreparedStatement s = session.prepare("INSERT INTO point_log (data) VALUES (?) RETURNING id");
    s.setBytes(1, data);
    try (ResultSet r = s.executeQuery()) {
      r.next();
      added.add(new Row(r.getLong(1), count));
      mine = true;
      return r.getLong(1);
    }
  }

  /** Remembers a row that was found at the start. */
  void found(long id, long count) {
    rows.add(new Row(id, count));
    points += count;
  }

  /** Rows up to this one are gone. */
  void dropped(long last) {
    while (!rows.isEmpty() && rows.getFirst().id <= last) {
      points -= rows.removeFirst().points;
    }
  }

  @Override
  public void flush(Session session) {
    // Rows are written as they come.
  }

  @Override
  public void committed() {
    for (Row r : added) {
      found(r.id, r.points);
    }
    added.clear();
  }

  @Override
  public void rolledBack() {
    added.clear();
  }
}
