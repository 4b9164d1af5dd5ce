package io.foretide.store.model;

import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rows of models. */
public final class ModelTable {
  private static final String COLUMNS = "SELECT id, version, body FROM model ";

  private ModelTable() {}

  /** A model by its id, tombstones too. */
  public static Optional<Model> find(Session session, ModelId id) throws SQLException {
    PreparedStatement s = session.prepare(COLUMNS + "WHERE id = ?");
    s.setLong(1, id.value());
    return first(s);
  }

  static Optional<Model> findByName(Session session, String name) throws SQLException {
    PreparedStatement s = session.prepare(COLUMNS + "WHERE name = ? AND state <> 'DELETED'");
    s.setString(1, name);
    return first(s);
  }

  private static Optional<Model> first(PreparedStatement s) throws SQLException {
    try (ResultSet r = s.executeQuery()) {
      return r.next() ? Optional.of(read(r)) : Optional.empty();
    }
  }

  static List<Model> list(Session session, String search, String after, int limit)
      throws SQLException {
    PreparedStatement s =
        session.prepare(
            COLUMNS
                + "WHERE state <> 'DELETED' AND name > ?"
                + " AND (? = '' OR "
                + session.engine().contains("name")
                + ") ORDER BY name LIMIT ?");
    String wanted = search.toLowerCase(Locale.ROOT);
    s.setString(1, after);
    s.setString(2, wanted);
    s.setString(3, wanted);
    s.setInt(4, limit);
    return all(s);
  }

  /** A page of all models, tombstones too, by rising id. */
  public static List<Model> page(Session session, long afterId, int limit) throws SQLException {
    PreparedStatement s = session.prepare(COLUMNS + "WHERE id > ? ORDER BY id LIMIT ?");
    s.setLong(1, afterId);
    s.setInt(2, limit);
    return all(s);
  }

  private static List<Model> all(PreparedStatement s) throws SQLException {
    List<Model> out = new ArrayList<>();
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(read(r));
      }
    }
    return out;
  }

  private static Model read(ResultSet r) throws SQLException {
    return ModelCodec.decode(new ModelId(r.getLong(1)), r.getLong(2), r.getString(3));
  }

  static Model create(Session session, Model model) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO model (name, state, version, body) VALUES (?, ?, 1, ?) RETURNING id");
    s.setString(1, model.name());
    s.setString(2, model.state().name());
    s.setString(3, ModelCodec.encode(model));
    try (ResultSet r = s.executeQuery()) {
      r.next();
      return with(model, new ModelId(r.getLong(1)), 1);
    }
  }

  static Optional<Model> replace(Session session, Model model) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "UPDATE model SET name = ?, state = ?, version = version + 1, body = ?"
                + " WHERE id = ? AND version = ?");
    s.setString(1, model.name());
    s.setString(2, model.state().name());
    s.setString(3, ModelCodec.encode(model));
    s.setLong(4, model.id().value());
    s.setLong(5, model.version());
    return s.executeUpdate() == 1
        ? Optional.of(with(model, model.id(), model.version() + 1))
        : Optional.empty();
  }

  private static Model with(Model m, ModelId id, long version) {
    return new Model(
        id, m.definition(), m.revisions(), m.state(), version, m.floor(), m.createdAt());
  }
}
