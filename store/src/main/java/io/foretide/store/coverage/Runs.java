package io.foretide.store.coverage;

import io.foretide.core.commit.Commit;
import io.foretide.core.commit.RunLog;
import io.foretide.core.coverage.Counts;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One row per committed task, without an index: written with every commit, read for a rare
 * explanation.
 */
public final class Runs implements RunLog {
  private static final int MOST = 100;

  /** There is no index by model, so a look for run times goes back this many rows at most. */
  private static final long LOOKED_THROUGH = 100_000;

  private final Readers readers;

  public Runs(Readers readers) {
    this.readers = readers;
  }

  static void append(Session session, Commit commit, Counts counts, long now) throws SQLException {
    Task task = commit.task();
    session.later(
        "INSERT INTO run (model, revision, cell_from, cell_to, generation, attempt,"
            + " planned_at, written_at, run_nanos, points, predicted, empty, failed, owner)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        s -> {
          s.setLong(1, task.model().value());
          s.setInt(2, task.revision());
          s.setLong(3, task.cells().from());
          s.setLong(4, task.cells().to());
          s.setLong(5, task.generation());
          s.setInt(6, task.attempt());
          s.setLong(7, task.plannedAt());
          s.setLong(8, now);
          s.setLong(9, commit.runNanos());
          s.setLong(10, commit.points());
          s.setLong(11, counts.predicted());
          s.setLong(12, counts.empty());
          s.setLong(13, counts.failed());
          s.setString(14, commit.owner());
        });
  }

  @Override
  public List<Run> runsOf(ModelId model, int revision, long cell) throws ProviderException {
    return readers.read(
        "reading runs",
        session -> {
          List<Run> out = new ArrayList<>();
          PreparedStatement s =
              session.prepare(
                  "SELECT cell_from, cell_to, generation, attempt, planned_at, written_at,"
                      + " run_nanos, points, predicted, empty, failed, owner FROM run"
                      + " WHERE model = ? AND revision = ? AND cell_from <= ? AND cell_to > ?"
                      + " ORDER BY id DESC LIMIT ?");
          s.setLong(1, model.value());
          s.setInt(2, revision);
          s.setLong(3, cell);
          s.setLong(4, cell);
          s.setInt(5, MOST);
          try (ResultSet r = s.executeQuery()) {
            while (r.next()) {
              out.add(
                  new Run(
                      new Range(r.getLong(1), r.getLong(2)),
                      r.getLong(3),
                      r.getInt(4),
                      r.getLong(5),
                      r.getLong(6),
                      r.getLong(7),
                      r.getLong(8),
                      new Counts(r.getLong(9), r.getLong(10), r.getLong(11)),
                      r.getString(12)));
            }
          }
          return out;
        });
  }

  @Override
  public double[] secondsPerInterval(ModelId model, int revision, int limit)
      throws ProviderException {
    return readers.read(
        "reading run times",
        session -> {
          PreparedStatement s =
              session.prepare(
                  "SELECT run_nanos, cell_to - cell_from FROM run"
                      + " WHERE id > (SELECT coalesce(max(id), 0) FROM run) - ?"
                      + " AND model = ? AND revision = ? ORDER BY id DESC LIMIT ?");
          s.setLong(1, LOOKED_THROUGH);
          s.setLong(2, model.value());
          s.setInt(3, revision);
          s.setInt(4, limit);
          double[] out = new double[limit];
          int n = 0;
          try (ResultSet r = s.executeQuery()) {
            while (n < limit && r.next()) {
              long intervals = Math.max(1, r.getLong(2));
              int more = (int) Math.min(limit - n, intervals);
              Arrays.fill(out, n, n + more, r.getLong(1) / 1e9 / intervals);
              n += more;
            }
          }
          return Arrays.copyOf(out, n);
        });
  }
}
