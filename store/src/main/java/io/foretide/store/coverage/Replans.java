package io.foretide.store.coverage;

import io.foretide.core.model.Late;
import io.foretide.core.model.ModelId;
import io.foretide.core.sensor.PointWatch.Hit;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.GroupState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Covered cells whose input changed while they were in flight, and when they are planned again.
 * Used on the writer's thread only.
 */
public final class Replans implements GroupState {
  private static final long LONGEST = 31 * Instants.DAY;

  /** How long to wait, by model and revision, as the last change in flight said. */
  private final Map<Revision, Long> settles = new HashMap<>();

  private final Feed feed;

  private record Revision(long model, int revision) {}

  /** A remembered re-plan. */
  record Due(long id, ModelId model, int revision, Range cells) {}

  /** Cells whose points the running transaction changed: nobody can have read these points yet. */
  private final Map<Revision, RangeSet> unseen = new HashMap<>();

  Replans(Feed feed) {
    this.feed = feed;
    feed.follow(
        Topic.SETTLE,
        (in, _) -> settle(new Revision(in.getSigned(), (int) in.getUnsigned()), in.getSigned()));
  }

  private void settle(Revision key, long wait) {
    if (settles.size() > 100_000) {
      settles.clear();
    }
    settles.put(key, wait);
  }

  /** Points of cells changed: work on them that is in flight becomes stale. */
  public void changed(Hit hit) {
    Revision key = new Revision(hit.model().value(), hit.revision());
    settle(key, hit.settle());
    feed.say(
        Topic.SETTLE,
        out -> {
          out.putSigned(key.model);
          out.putUnsigned(key.revision);
          out.putSigned(hit.settle());
        });
    unseen.merge(key, hit.cells(), RangeSet::plus);
  }

  /** Those of some cells whose points the running transaction changed. */
  RangeSet unseen(ModelId model, int revision, RangeSet cells) {
    RangeSet changed = unseen.get(new Revision(model.value(), revision));
    return changed == null ? RangeSet.empty() : changed.intersect(cells);
  }

  @Override
  public void flush(Session session) {
    // Re-plans are written as they come.
  }

  @Override
  public void committed() {
    unseen.clear();
  }

  @Override
  public void rolledBack() {
    unseen.clear();
  }

  void remember(Session session, ModelId model, int revision, RangeSet stale, long now)
      throws SQLException {
    long wait = settles.getOrDefault(new Revision(model.value(), revision), Late.DEFAULT.settle());
    for (Range cells : stale.ranges()) {
      PreparedStatement s =
          session.prepare(
              "INSERT INTO replan (at, model, revision, cell_from, cell_to)"
                  + " VALUES (?, ?, ?, ?, ?)");
      s.setLong(1, Instants.plus(now, wait));
      s.setLong(2, model.value());
      s.setInt(3, revision);
      s.setLong(4, cells.from());
      s.setLong(5, cells.to());
      s.executeUpdate();
    }
  }

  /**
   * Those whose time has come, and those that a wrong clock put further away than anybody waits.
   */
  static List<Due> due(Session session, long now) throws SQLException {
    List<Due> out = new ArrayList<>();
    PreparedStatement s =
        session.prepare(
            "SELECT id, model, revision, cell_from, cell_to FROM replan"
                + " WHERE at <= ? OR at > ? ORDER BY at LIMIT 1000");
    s.setLong(1, now);
    s.setLong(2, Instants.plus(now, LONGEST));
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(
            new Due(
                r.getLong(1),
                new ModelId(r.getLong(2)),
                r.getInt(3),
                new Range(r.getLong(4), r.getLong(5))));
      }
    }
    return out;
  }

  static void remove(Session session, long id) throws SQLException {
    PreparedStatement s = session.prepare("DELETE FROM replan WHERE id = ?");
    s.setLong(1, id);
    s.executeUpdate();
  }
}
