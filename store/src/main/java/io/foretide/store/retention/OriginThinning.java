package io.foretide.store.retention;

import io.foretide.core.model.Model;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.store.prediction.Owners;
import io.foretide.store.prediction.PredictionTable;
import io.foretide.store.prediction.Taken;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes forecasts older than a model's {@code keepOrigins} that are not the latest for any
 * instant. Remembers how far each model is thinned, so that a sweep looks at new ones only.
 * Writer's thread only.
 */
final class OriginThinning {
  private static final int WINDOW = 1000;
  private static final Range ALWAYS = new Range(Instants.MIN, Instants.MAX);
  private final Map<Long, Long> thinnedTo = new HashMap<>();

  private record Origin(long origin, int revision) {}

  /** Thins a window of origins, oldest first; true if there are more. */
  boolean some(Session session, Model m, long now) throws SQLException {
    long keep = m.definition().keepOrigins();
    long model = m.id().value();
    if (keep == Long.MAX_VALUE || m.state() == Model.State.DELETED) {
      return false;
    }
    long cutoff = Instants.minus(now, keep);
    long from = thinnedTo.getOrDefault(model, Instants.MIN);
    long to = windowEnd(session, model, from, cutoff);
    long[] reach = PredictionTable.read(session, model);
    if (to <= from || reach == null) {
      return false;
    }
    // A block can only be outdone by blocks whose rows reach back to its own.
    long newest = Instants.plus(Instants.plus(to, reach[0]), reach[1]);
    // Rows of a lane outdo neither those that people see nor those of another lane.
    Owners owners = Owners.of(m);
    Map<Integer, Taken> taken = new HashMap<>();
    List<Origin> obsolete = new ArrayList<>();
    PreparedStatement s =
        session.prepare(
            "SELECT origin, revision, first, step, count FROM prediction WHERE model = ?"
                + " AND origin >= ? AND origin <= ? ORDER BY origin DESC, revision DESC");
    s.setLong(1, model);
    s.setLong(2, from);
    s.setLong(3, newest);
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        boolean useless =
            taken
                .computeIfAbsent(
                    owners.owns(r.getInt(2), r.getLong(1)) ? 0 : r.getInt(2),
                    k -> new Taken(ALWAYS, 0))
                .take(r.getLong(1), r.getLong(3), r.getLong(4), r.getInt(5))
                .isEmpty();
        if (useless && r.getLong(1) < to && r.getInt(5) > 0) {
          obsolete.add(new Origin(r.getLong(1), r.getInt(2)));
        }
      }
    }
    for (Origin o : obsolete) {
      PreparedStatement d =
          session.prepare("DELETE FROM prediction WHERE model = ? AND origin = ? AND revision = ?");
      d.setLong(1, model);
      d.setLong(2, o.origin);
      d.setInt(3, o.revision);
      d.executeUpdate();
    }
    thinnedTo.put(model, to);
    return to < cutoff;
  }

  /** The end of the next window of origins: at most {@value #WINDOW} of them, before the cutoff. */
  private static long windowEnd(Session session, long model, long from, long cutoff)
      throws SQLException {
    PreparedStatement s =
        session.prepare(
            "SELECT origin FROM prediction WHERE model = ? AND origin >= ? AND origin < ?"
                + " ORDER BY origin LIMIT 1 OFFSET ?");
    s.setLong(1, model);
    s.setLong(2, from);
    s.setLong(3, cutoff);
    s.setInt(4, WINDOW);
    try (ResultSet r = s.executeQuery()) {
      return r.next() ? r.getLong(1) : cutoff;
    }
  }
}
