package io.foretide.store.retention;

import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.store.coverage.CoverageEdit;
import io.foretide.store.coverage.PointCounters;
import io.foretide.store.coverage.SqlCoverage;
import io.foretide.store.model.ModelTable;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Step;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Goes through all models: what lies before a model's floor expires, of a deleted model everything
 * goes, of forecasts older than {@code keepOrigins} only those stay that are the latest for some
 * instant. Coverage at or after the floor is never touched.
 */
final class ModelStep implements Step {
  private static final int BATCH = 500;
  private static final long FIRST_CELL = Long.MIN_VALUE / 2;
  private static final long LAST_CELL = Long.MAX_VALUE / 2;
  private final SqlCoverage coverage;
  private final OriginThinning thinning;
  private final long now;
  private long after;
  private Part part = Part.COVERAGE;

  private enum Part {
    COVERAGE,
    PREDICTIONS,
    CHECKPOINTS,
    ORIGINS
  }

  ModelStep(SqlCoverage coverage, OriginThinning thinning, long now) {
    this.coverage = coverage;
    this.thinning = thinning;
    this.now = now;
  }

  @Override
  public boolean some(Session session) throws SQLException {
    List<Model> next = ModelTable.page(session, after, 1);
    if (next.isEmpty()) {
      return false;
    }
    Model m = next.getFirst();
    boolean more =
        switch (part) {
          case COVERAGE -> coverage(session, m);
          case PREDICTIONS -> predictions(session, m);
          case CHECKPOINTS -> checkpoints(session, m);
          case ORIGINS -> thinning.some(session, m, now);
        };
    if (!more && part == Part.ORIGINS) {
      after = m.id().value();
      part = Part.COVERAGE;
    } else if (!more) {
      part = Part.values()[part.ordinal() + 1];
    }
    return true;
  }

  private static boolean deleted(Model m) {
    return m.state() == Model.State.DELETED;
  }

  private static long floor(Model m) {
    return deleted(m) ? Instants.MAX : m.floor();
  }

  private boolean coverage(Session session, Model m) throws SQLException {
    if (floor(m) <= Instants.MIN) {
      return false;
    }
    CoverageEdit edit = coverage.edit(session);
    for (Revision r : m.revisions()) {
      Range cells = new Range(FIRST_CELL, Math.max(FIRST_CELL, floorCell(session, m, r)));
      edit.clear(m.id().value(), r.number(), RangeSet.of(cells));
    }
    edit.apply();
    return false;
  }

  /** The first cell that has not expired. */
  private static long floorCell(Session session, Model m, Revision r) throws SQLException {
    if (deleted(m)) {
      return LAST_CELL;
    }
    return switch (r.definition().schedule()) {
      case Schedule.ByTime t -> t.grid().cellAt(m.floor());
      case Schedule.ByPoints _ -> PointCounters.closedBy(session, m.id(), r.number(), m.floor());
    };
  }

  private static boolean predictions(Session session, Model m) throws SQLException {
    if (floor(m) <= Instants.MIN) {
      return false;
    }
    PreparedStatement s =
        session.prepare(
            "DELETE FROM prediction WHERE (model, origin, revision) IN"
                + " (SELECT model, origin, revision FROM prediction"
                + " WHERE model = ? AND origin <= ? LIMIT ?)");
    s.setLong(1, m.id().value());
    s.setLong(2, floor(m));
    s.setInt(3, BATCH);
    return s.executeUpdate() == BATCH;
  }

  private static boolean checkpoints(Session session, Model m) throws SQLException {
    if (deleted(m)) {
      for (String table :
          List.of(
              "checkpoint",
              "replan",
              "point_counter",
              "point_cell",
              "artifact",
              "training_demand",
              "alarm_track")) {
        PreparedStatement s = session.prepare("DELETE FROM " + table + " WHERE model = ?");
        s.setLong(1, m.id().value());
        s.executeUpdate();
      }
      return false;
    }
    for (Revision r : m.revisions()) {
      // The newest ones are for going on, one of each older day for running old ranges again.
      PreparedStatement s =
          session.prepare(
              "DELETE FROM checkpoint WHERE model = ? AND revision = ? AND instant <"
                  + " (SELECT min(instant) FROM (SELECT instant FROM checkpoint"
                  + " WHERE model = ? AND revision = ? ORDER BY instant DESC LIMIT 10) AS newest)"
                  + " AND (instant < ? OR instant NOT IN (SELECT max(instant) FROM checkpoint"
                  + " WHERE model = ? AND revision = ? GROUP BY instant / "
                  + Instants.DAY
                  + "))");
      for (int at : new int[] {1, 3, 6}) {
        s.setLong(at, m.id().value());
        s.setInt(at + 1, r.number());
      }
      s.setLong(5, m.floor());
      s.executeUpdate();
    }
    return false;
  }
}
