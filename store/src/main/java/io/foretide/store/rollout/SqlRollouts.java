package io.foretide.store.rollout;

import io.foretide.core.error.ProviderException;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutStore;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Rollouts in the database file. Thread-safe. */
public final class SqlRollouts implements RolloutStore {
  private static final String COLUMNS = "SELECT id, version, body FROM rollout ";
  private final Writer writer;
  private final Readers readers;

  private final Feed feed;
  private volatile Consumer<Rollout> listener = _ -> {};

  public SqlRollouts(Writer writer, Readers readers, Feed feed) {
    this.writer = writer;
    this.readers = readers;
    this.feed = feed;
    feed.follow(
        Topic.ROLLOUT,
        (in, session) -> {
          long id = in.getUnsigned();
          find(session, id).ifPresent(listener);
        });
  }

  /**
   * Sets who is told of rollouts that other processes stored; on the writer's thread, must return
   * at once.
   */
  public void listen(Consumer<Rollout> whom) {
    listener = whom;
  }

  private void say(long id) {
    feed.say(Topic.ROLLOUT, out -> out.putUnsigned(id));
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
            say(r.getLong(1));
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
          if (s.executeUpdate() != 1) {
            return Optional.empty();
          }
          say(rollout.id());
          return Optional.of(rollout.stored(rollout.id(), rollout.version() + 1));
        });
  }

  @Override
  public Optional<Rollout> find(long id) throws ProviderException {
    return readers.read("reading rollout " + id, session -> find(session, id));
  }

  private static Optional<Rollout> find(Session session, long id) throws SQLException {
    PreparedStatement s = session.prepare(COLUMNS + "WHERE id = ?");
    s.setLong(1, id);
    return all(s).stream().findFirst();
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
