package io.foretide.store.retention;

import io.foretide.core.time.Instants;
import io.foretide.store.write.Step;
import java.sql.PreparedStatement;
import java.util.List;

/** Removes old events, runs and alarms: by age, and by number from the oldest. */
final class LogSteps {
  private static final int BATCH = 1000;

  private LogSteps() {}

  static List<Step> of(Retention retention, long now) {
    return List.of(
        byAge(
            "DELETE FROM event WHERE id IN"
                + " (SELECT id FROM event WHERE time < ? ORDER BY time LIMIT ?)",
            age(now, retention.events())),
        byNumber(
            "DELETE FROM event WHERE id IN (SELECT id FROM event"
                + " WHERE id <= (SELECT max(id) FROM event) - ? ORDER BY id LIMIT ?)",
            retention.mostEvents()),
        // Runs have no index on their time, but their numbers rise with it.
        byAge(
            "DELETE FROM run WHERE written_at < ? AND id IN"
                + " (SELECT id FROM run ORDER BY id LIMIT ?)",
            age(now, retention.runs())),
        byNumber(
            "DELETE FROM run WHERE id IN (SELECT id FROM run"
                + " WHERE id <= (SELECT max(id) FROM run) - ? ORDER BY id LIMIT ?)",
            retention.mostRuns()),
        byAge(
            "DELETE FROM alarm_delivery WHERE id IN (SELECT d.id FROM alarm_delivery AS d"
                + " JOIN alarm AS a ON a.id = d.alarm WHERE a.open = 0 AND a.closed_at < ? LIMIT ?)",
            age(now, retention.alarms())),
        byAge(
            "DELETE FROM alarm WHERE id IN (SELECT id FROM alarm"
                + " WHERE open = 0 AND closed_at < ? ORDER BY closed_at LIMIT ?)",
            age(now, retention.alarms())));
  }

  static long age(long now, long keep) {
    return keep == Long.MAX_VALUE ? Long.MIN_VALUE : Instants.minus(now, keep);
  }

  private static Step byAge(String sql, long before) {
    return byNumber(sql, before);
  }

  private static Step byNumber(String sql, long bound) {
    return session -> {
      PreparedStatement s = session.prepare(sql);
      s.setLong(1, bound);
      s.setInt(2, BATCH);
      return s.executeUpdate() == BATCH;
    };
  }
}
