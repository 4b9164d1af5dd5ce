package io.foretide.store.queue;

import io.foretide.core.task.Task;
import io.foretide.store.claim.TaskCodec;
import io.foretide.store.codec.Bytes;
import io.foretide.store.codec.Reader;
import io.foretide.store.queue.SqlQueue.Row;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rows of tasks. A row is there for takers from {@code visible} on, the server's milliseconds. */
final class QueueRows {
  private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";
  private static final String LIVE = "live";
  private static final String BACKLOG = "backlog";

  private QueueRows() {}

  static void put(Session session, List<Task> tasks) throws SQLException {
    if (tasks.isEmpty()) {
      return;
    }
    PreparedStatement s =
        session.prepare(
            "INSERT INTO queued_task (lane, visible, deliveries, body) VALUES (?, 0, 0, ?)");
    for (Task t : tasks) {
      Bytes body = new Bytes(48);
      TaskCodec.put(body, t);
      s.setString(1, SqlQueue.isLive(t) ? LIVE : BACKLOG);
      s.setBytes(2, body.toArray());
      s.addBatch();
    }
    s.executeBatch();
  }

  /** Takes the oldest that nobody has, and hides them for a while. */
  static List<Row> take(Session session, boolean live, int most, long leaseMillis)
      throws SQLException {
    PreparedStatement s =
        session.prepare(
            "UPDATE queued_task SET visible = "
                + NOW
                + " + ?, deliveries = deliveries + 1 WHERE id IN (SELECT id FROM queued_task"
                + " WHERE lane = ? AND visible <= "
                + NOW
                + " ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING id, body");
    s.setLong(1, leaseMillis);
    s.setString(2, live ? LIVE : BACKLOG);
    s.setInt(3, most);
    List<Row> out = new ArrayList<>();
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(new Row(r.getLong(1), TaskCodec.task(new Reader(r.getBytes(2)))));
      }
    }
    out.sort(Comparator.comparingLong(Row::id));
    return out;
  }

  static void remove(Session session, List<Long> ids) throws SQLException {
    forEach(session, "DELETE FROM queued_task WHERE id = ?", ids);
  }

  static void giveBack(Session session, List<Long> ids) throws SQLException {
    forEach(session, "UPDATE queued_task SET visible = 0 WHERE id = ?", ids);
  }

  private static void forEach(Session session, String sql, List<Long> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    PreparedStatement s = session.prepare(sql);
    for (long id : ids) {
      s.setLong(1, id);
      s.addBatch();
    }
    s.executeBatch();
  }
}
