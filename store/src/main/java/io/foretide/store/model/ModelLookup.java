package io.foretide.store.model;

import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Range;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.write.GroupState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The models that the writer asked for last. Used on the writer's thread only. */
public final class ModelLookup implements GroupState {
  private static final int KEPT = 1024;
  private static final Range NONE = new Range(0, 0);
  private final LinkedHashMap<Long, Optional<Model>> models = new LinkedHashMap<>(64, 0.75f, true);

  public ModelLookup(Feed feed) {
    feed.onReload(_ -> models.clear());
  }

  Optional<Model> find(Session session, ModelId id) throws SQLException {
    Optional<Model> known = models.get(id.value());
    if (known == null) {
      known = ModelTable.find(session, id);
      models.put(id.value(), known);
    }
    return known;
  }

  void forget(ModelId id) {
    models.remove(id.value());
  }

  /** The model's name; its id if the store does not hold the model. */
  public String name(Session session, ModelId id) throws SQLException {
    return find(session, id).map(Model::name).orElse("#" + id);
  }

  /**
   * The origins (from, to] of cells of a revision: origin of a cell is its end. Empty if the store
   * does not know the model or the cells.
   */
  public Range origins(Session session, ModelId id, int revision, Range cells) throws SQLException {
    Optional<Model> model = find(session, id);
    if (model.isEmpty() || cells.isEmpty()) {
      return NONE;
    }
    for (Revision r : model.get().revisions()) {
      if (r.number() == revision) {
        return switch (r.definition().schedule()) {
          case Schedule.ByTime byTime -> byTime.grid().instants(cells);
          case Schedule.ByPoints _ -> closed(session, id, revision, cells);
        };
      }
    }
    return NONE;
  }

  private static Range closed(Session session, ModelId id, int revision, Range cells)
      throws SQLException {
    PreparedStatement s =
        session.prepare(
            "SELECT max(CASE WHEN cell = ? THEN until END), max(CASE WHEN cell = ? THEN until END)"
                + " FROM point_cell WHERE model = ? AND revision = ? AND cell IN (?, ?)");
    s.setLong(1, cells.from() - 1);
    s.setLong(2, cells.to() - 1);
    s.setLong(3, id.value());
    s.setInt(4, revision);
    s.setLong(5, cells.from() - 1);
    s.setLong(6, cells.to() - 1);
    try (ResultSet r = s.executeQuery()) {
      r.next();
      long from = r.getLong(1);
      from = r.wasNull() ? Long.MIN_VALUE : from;
      long to = r.getLong(2);
      return r.wasNull() || to < from ? NONE : new Range(from, to);
    }
  }

  @Override
  public void flush(Session session) {
    var oldest = models.keySet().iterator();
    while (models.size() > KEPT && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }

  @Override
  public void committed() {
    // What is remembered is what the transaction saw and wrote.
  }

  @Override
  public void rolledBack() {
    models.clear();
  }
}
