package io.foretide.store.rollout;

import io.foretide.core.error.ProviderException;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutStore;
import io.foretide.store.sql.Readers;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rollouts in the database file. Thread-safe. */
public final class SqlRollouts implements RolloutStore {
  private static final String COLUMNS = "SELECT id, version, body FROM rollout ";
  private final Writer writer;
  private final Readers readers;

  public SqlRollouts(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public Rollout create(Rollout rollout) throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        "storing a rollout",
        session -> {
          PreparedStatement s =
              session.prepare(
                  "INSERT INTO rollout (version, open, body) VALUES (1, ?, ?) RETURNING id");
          s.setInt(1, rollout.state().isOver() ? 0 : 1);
          s.setString(2, RolloutCodec.encode(rollout));
          try (ResultSet r = s.executeQuery()) {
            r.next();
            return rollout.stored(r.getLong(1), 1);
          }
        });
  }

  @Override
  public Optional<Rollout> replace(Rollout rollout) throws ProviderException {
    return writer.submit(
        Queue.CONTROL,
        "changing rollout " + rollout.id(),
        session -> {
          PreparedStatement s =
              session.prepare(
                  "UPDATE rollout SET version = version + 1, open = ?, body = ?"
                      + " WHERE id = ? AND version = ?");
          s.setInt(1, rollout.state().isOver() ? 0 : 1);
          s.setString(2, RolloutCodec.encode(rollout));
          s.setLong(3, rollout.id());
          s.setLong(4, rollout.version());
          return s.executeUpdate() == 1
              ? Optional.of(rollout.stored(rollout.id(), rollout.version() + 1))
              : Optional.empty();
        });
  }

  @Override
  public Optional<Rollout> find(long id) throws ProviderException {
    return readers.read(
        "reading rollout " + id,
        session -> {
          PreparedStatement s = session.prepare(COLUMNS + "WHERE id = ?");
          s.setLong(1, id);
          return all(s).stream().findFirst();
        });
  }

  @Override
  public List<Rollout> list(boolean open, int limit) throws ProviderException {
    return readers.read(
        "listing rollouts",
        session -> {
          PreparedStatement s =
              session.prepare(
                  COLUMNS + (open ? "WHERE open = 1 " : "") + "ORDER BY id DESC LIMIT ?");
          s.setInt(1, limit);
          return all(s);
        });
  }

  private static List<Rollout> all(PreparedStatement s) throws SQLException {
    List<Rollout> out = new ArrayList<>();
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(RolloutCodec.decode(r.getLong(1), r.getLong(2), r.getString(3)));
      }
    }
    return out;
  }
}
