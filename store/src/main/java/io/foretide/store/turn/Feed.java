package io.foretide.store.turn;

import io.foretide.store.codec.Bytes;
import io.foretide.store.codec.Reader;
import io.foretide.store.sql.Session;
import io.foretide.store.write.GroupState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Keeps what a process has in memory of a shared schema the same as what is stored.
 *
 * <p>Writers take turns, one transaction after the other over all processes, and each leaves one
 * numbered row that says what it changed. A process takes in the rows of the others when its own
 * turn begins, before it decides anything, and now and then while it has nothing to write. So
 * whatever is decided inside a turn is decided on the present state, as if there were one process.
 *
 * <p>Numbers have no holes. A row that is missed (it was dropped after a long absence), or one that
 * could not be taken in whole, makes the process read everything anew. The row of a transaction
 * whose end the process did not learn is taken in like another's.
 *
 * <p>Used on the writer's thread only, except {@link #post}.
 */
public final class Feed implements GroupState {
  /** How long rows are kept for those who are away, milliseconds. */
  private static final long KEPT_MILLIS = 120_000;

  private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";
  private static final int TRIM_EVERY = 1000;

  private final boolean shared;
  private final Map<Topic, Follower> followers = new EnumMap<>(Topic.class);
  private final List<Reload> reloads = new ArrayList<>();
  private final ConcurrentLinkedQueue<byte[]> posted = new ConcurrentLinkedQueue<>();
  private final List<byte[]> taken = new ArrayList<>();
  private final Bytes body = new Bytes(1024);
  private long last;
  private long written;
  private int mark;
  private boolean lost;

  /** Takes in what another process did. */
  public interface Follower {
    /**
     * @param in the entry, to be read to its end
     * @param session of the writer
     */
    void take(Reader in, Session session) throws SQLException;
  }

  /** Reads everything anew. */
  public interface Reload {
    void everything(Session session) throws SQLException;
  }

  /**
   * @param shared whether other processes write to the same tables; false makes all this nothing
   */
  public Feed(boolean shared) {
    this.shared = shared;
  }

  public boolean isShared() {
    return shared;
  }

  /** Registers who takes in the entries of a topic; before the writer starts. */
  public void follow(Topic topic, Follower follower) {
    followers.put(topic, follower);
  }

  /** Registers who reads anew what it keeps in memory; before the writer starts. */
  public void onReload(Reload reload) {
    reloads.add(reload);
  }

  /** Where the rows end now: what is loaded in the same turn holds their effect. */
  public void start(Session session) throws SQLException {
    last = session.number("SELECT coalesce(max(number), 0) FROM turn");
  }

  /** Tells the others, as part of the running transaction. */
  public void say(Topic topic, Consumer<Bytes> content) {
    if (shared) {
      append(entry(topic, content));
    }
  }

  /** Tells the others with the next transaction of this process. Any thread. */
  public void post(Topic topic, Consumer<Bytes> content) {
    if (shared) {
      posted.add(entry(topic, content));
    }
  }

  private static byte[] entry(Topic topic, Consumer<Bytes> content) {
    Bytes out = new Bytes(64);
    content.accept(out);
    Bytes whole = new Bytes(out.size() + 8);
    whole.put(topic.ordinal());
    whole.putUnsigned(out.size());
    whole.put(out.toArray());
    return whole.toArray();
  }

  private void append(byte[] entry) {
    body.put(entry);
  }

  @Override
  public void operationBegins() {
    mark = body.size();
  }

  @Override
  public void operationUndone() {
    body.cut(mark);
  }

  @Override
  public void begun(Session session) throws SQLException {
    look(session);
  }

  /** Takes in what others wrote since the last look. */
  public void look(Session session) throws SQLException {
    if (!shared) {
      return;
    }
    if (lost || !takeRows(session)) {
      lost = true;
      start(session);
      for (Reload r : reloads) {
        r.everything(session);
      }
      lost = false;
    }
  }

  /** False if rows are missing. */
  private boolean takeRows(Session session) throws SQLException {
    List<byte[]> rows = new ArrayList<>();
    PreparedStatement s =
        session.prepare("SELECT number, body FROM turn WHERE number > ? ORDER BY number");
    s.setLong(1, last);
    long expected = last + 1;
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        if (r.getLong(1) != expected) {
          return false;
        }
        expected++;
        rows.add(r.getBytes(2));
      }
    }
    // A row that was taken in by half cannot be taken in again.
    lost = true;
    for (byte[] row : rows) {
      take(row, session);
      last++;
    }
    lost = false;
    return true;
  }

  private void take(byte[] row, Session session) throws SQLException {
    Reader in = new Reader(row);
    while (!in.atEnd()) {
      Topic topic = Topic.of(in.get());
      Reader content = new Reader(in.get(in.getCount(Integer.MAX_VALUE)));
      Follower follower = topic == null ? null : followers.get(topic);
      if (follower != null) {
        follower.take(content, session);
      }
    }
  }

  @Override
  public void flush(Session session) throws SQLException {
    if (!shared) {
      return;
    }
    for (byte[] entry = posted.poll(); entry != null; entry = posted.poll()) {
      taken.add(entry);
      append(entry);
    }
    if (body.size() == 0) {
      return;
    }
    PreparedStatement s =
        session.prepare("INSERT INTO turn (number, at, body) VALUES (?, " + NOW + ", ?)");
    s.setLong(1, last + 1);
    s.setBytes(2, body.toArray());
    s.executeUpdate();
    written = last + 1;
    if (written % TRIM_EVERY == 0) {
      PreparedStatement old =
          session.prepare("DELETE FROM turn WHERE at < " + NOW + " - ? AND number < ?");
      old.setLong(1, KEPT_MILLIS);
      old.setLong(2, written);
      old.executeUpdate();
    }
  }

  @Override
  public void committed() {
    if (written > 0) {
      last = written;
    }
    written = 0;
    body.cut(0);
    taken.clear();
  }

  @Override
  public void rolledBack() {
    written = 0;
    body.cut(0);
    posted.addAll(taken);
    taken.clear();
  }

  /** Whether entries wait for a transaction. Any thread. */
  public boolean waits() {
    return !posted.isEmpty();
  }
}
