package io.foretide.store.prediction;

import io.foretide.core.time.Instants;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.GroupState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes predicted rows. Used on the writer's thread only. */
public final class PredictionTable implements GroupState {
  private static final String SEPARATOR = "\n";
  private final Map<String, Long> outputSets = new HashMap<>();
  private final Map<Long, long[]> reaches = new HashMap<>();

  private final Feed feed;

  public PredictionTable(Feed feed) {
    this.feed = feed;
    feed.follow(Topic.REACH, (in, _) -> reaches.remove(in.getSigned()));
    feed.onReload(_ -> rolledBack());
  }

  /** Puts one block, replacing the block of its origin. */
  public void put(
      Session session, long model, int revision, long outputs, Block block, long writtenAt)
      throws SQLException {
    widen(session, model, block);
    session.later(
        "INSERT INTO prediction"
            + " (model, origin, revision, first, step, count, outputs, written_at, data)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (model, origin, revision) DO UPDATE SET first = excluded.first,"
            + " step = excluded.step, count = excluded.count, outputs = excluded.outputs,"
            + " written_at = excluded.written_at, data = excluded.data",
        s -> {
          s.setLong(1, model);
          s.setLong(2, block.origin());
          s.setInt(3, revision);
          s.setLong(4, block.first());
          s.setLong(5, block.step());
          s.setInt(6, block.rows());
          s.setLong(7, outputs);
          s.setLong(8, writtenAt);
          s.setBytes(9, block.data());
        });
  }

  /** Removes the blocks of a revision whose origin lies in (after, until]. */
  public void remove(Session session, long model, int revision, long after, long until)
      throws SQLException {
    PreparedStatement s =
        session.prepare(
            "DELETE FROM prediction WHERE model = ? AND origin > ? AND origin <= ?"
                + " AND revision = ?");
    s.setLong(1, model);
    s.setLong(2, after);
    s.setLong(3, until);
    s.setInt(4, revision);
    s.executeUpdate();
  }

  /** The number of a list of outputs. */
  public long outputs(Session session, List<String> names) throws SQLException {
    String text = String.join(SEPARATOR, names);
    Long known = outputSets.get(text);
    if (known != null) {
      return known;
    }
    PreparedStatement insert =
        session.prepare("INSERT INTO output_set (names) VALUES (?) ON CONFLICT DO NOTHING");
    insert.setString(1, text);
    insert.executeUpdate();
    PreparedStatement select = session.prepare("SELECT id FROM output_set WHERE names = ?");
    select.setString(1, text);
    try (ResultSet rows = select.executeQuery()) {
      rows.next();
      long id = rows.getLong(1);
      outputSets.put(text, id);
      return id;
    }
  }

  /** Names from the text of an output set. */
  static List<String> names(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR, -1));
  }

  /** Remembers how far rows lie before and after their origins, at most. */
  private void widen(Session session, long model, Block block) throws SQLException {
    if (block.rows() == 0) {
      return;
    }
    long before = Math.max(0, Instants.minus(block.origin(), block.first()));
    long after = Math.max(0, Instants.minus(block.last(), block.origin()));
    long[] reach = reaches.get(model);
    if (reach == null) {
      reach = read(session, model);
    }
    if (reach != null && before <= reach[0] && after <= reach[1]) {
      reaches.put(model, reach);
      return;
    }
    long[] wider =
        reach == null
            ? new long[] {before, after}
            : new long[] {Math.max(before, reach[0]), Math.max(after, reach[1])};
    PreparedStatement s =
        session.prepare(
            "INSERT INTO prediction_reach (model, before, after) VALUES (?, ?, ?)"
                + " ON CONFLICT (model) DO UPDATE SET before = excluded.before,"
                + " after = excluded.after");
    s.setLong(1, model);
    s.setLong(2, wider[0]);
    s.setLong(3, wider[1]);
    s.executeUpdate();
    // Not kept in memory before a later read finds it: this operation may yet be undone.
    reaches.remove(model);
    feed.say(Topic.REACH, out -> out.putSigned(model));
  }

  /** Rows before and after origins at most; null if the model has no rows. */
  public static long @Nullable [] read(Session session, long model) throws SQLException {
    PreparedStatement s =
        session.prepare("SELECT before, after FROM prediction_reach WHERE model = ?");
    s.setLong(1, model);
    try (ResultSet rows = s.executeQuery()) {
      return rows.next() ? new long[] {rows.getLong(1), rows.getLong(2)} : null;
    }
  }

  @Override
  public void flush(Session session) {
    if (reaches.size() > 100_000) {
      reaches.clear();
    }
  }

  @Override
  public void committed() {
    // What is remembered is what the transaction wrote.
  }

  @Override
  public void rolledBack() {
    outputSets.clear();
    reaches.clear();
  }
}
