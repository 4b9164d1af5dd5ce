package io.foretide.store.check;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageChunk;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.store.codec.DamagedException;
import io.foretide.store.model.ModelTable;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Coverage agrees with its counts, and every predicted interval has its rows. */
final class CoverageCheck {
  private CoverageCheck() {}

  static void run(Session session, long now, List<String> found) throws SQLException {
    Map<Long, Model> models = models(session, found);
    PreparedStatement s =
        session.prepare(
            "SELECT model, revision, chunk, predicted, empty, failed, cells, handed_off FROM coverage");
    try (ResultSet r = s.executeQuery()) {
      while (r.next() && found.size() < Check.MOST) {
        String where =
            "coverage of model "
                + r.getLong(1)
                + " revision "
                + r.getInt(2)
                + " chunk "
                + r.getLong(3);
        Coverage coverage = decode(r.getLong(3), r.getBytes(7), where, found);
        if (coverage == null) {
          continue;
        }
        for (CellState state : CellState.values()) {
          long counted = r.getLong(4 + state.ordinal());
          if (counted != coverage.count(state)) {
            found.add(
                where
                    + ": counts "
                    + counted
                    + " cells as "
                    + state.name().toLowerCase(java.util.Locale.ROOT)
                    + ", holds "
                    + coverage.count(state));
          }
        }
        if (r.getLong(8) != coverage.handedOff().count()) {
          found.add(
              where
                  + ": counts "
                  + r.getLong(8)
                  + " cells as handed off, holds "
                  + coverage.handedOff().count());
        }
        Model model = models.get(r.getLong(1));
        if (model != null) {
          rows(session, model, r.getInt(2), coverage, now, where, found);
        }
      }
    }
  }

  private static Map<Long, Model> models(Session session, List<String> found) throws SQLException {
    Map<Long, Model> out = new HashMap<>();
    long after = 0;
    while (true) {
      List<Model> page;
      try {
        page = ModelTable.page(session, after, 500);
      } catch (DamagedException e) {
        found.add("models: " + e.getMessage());
        return out;
      }
      for (Model m : page) {
        out.put(m.id().value(), m);
        after = m.id().value();
      }
      if (page.isEmpty()) {
        return out;
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Coverage decode(
      long chunk, byte[] bytes, String where, List<String> found) {
    try {
      List<CoverageRun> runs = new ArrayList<>();
      CoverageChunk.decode(chunk, bytes).runs(runs);
      return new Coverage(runs);
    } catch (IllegalArgumentException e) {
      found.add(where + ": " + e.getMessage());
      return null;
    }
  }

  /** Rows may be elsewhere (another storage) or gone by age: those are not looked for. */
  private static void rows(
      Session session,
      Model model,
      int revision,
      Coverage coverage,
      long now,
      String where,
      List<String> found)
      throws SQLException {
    Revision r =
        model.revisions().stream().filter(x -> x.number() == revision).findFirst().orElse(null);
    if (r == null
        || model.state() == Model.State.DELETED
        || !r.definition().predictionStorage().isEmpty()
        || !(r.definition().schedule() instanceof Schedule.ByTime time)
        || !keepsRows(session, model.id())) {
      return;
    }
    long keep = model.definition().keepOrigins();
    long oldest = Math.max(model.floor(), keep == Long.MAX_VALUE ? Instants.MIN : now - keep);
    for (CoverageRun run : coverage.runs()) {
      if (run.state() != CellState.PREDICTED || run.reason().isElsewhere()) {
        continue;
      }
      Range cells = run.cells();
      Range instants = time.grid().instants(cells);
      Set<Long> origins = origins(session, model.id(), revision, instants);
      for (long c = cells.from(); c < cells.to() && found.size() < Check.MOST; c++) {
        long origin = time.grid().end(c);
        if (origin > oldest && !origins.contains(origin)) {
          found.add(
              where
                  + ": interval "
                  + c
                  + " is predicted but has no rows of origin "
                  + Instants.format(origin));
        }
      }
    }
  }

  private static boolean keepsRows(Session session, ModelId model) throws SQLException {
    PreparedStatement s = session.prepare("SELECT 1 FROM prediction WHERE model = ? LIMIT 1");
    s.setLong(1, model.value());
    try (ResultSet r = s.executeQuery()) {
      return r.next();
    }
  }

  private static Set<Long> origins(Session session, ModelId model, int revision, Range instants)
      throws SQLException {
    Set<Long> out = new HashSet<>();
    PreparedStatement s =
        session.prepare(
            "SELECT origin FROM prediction WHERE model = ? AND revision = ?"
                + " AND origin > ? AND origin <= ?");
    s.setLong(1, model.value());
    s.setInt(2, revision);
    s.setLong(3, instants.from());
    s.setLong(4, instants.to());
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(r.getLong(1));
      }
    }
    return out;
  }
}
