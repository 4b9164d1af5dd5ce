package io.foretide.store.coverage;

import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageChunk;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.time.Range;
import io.foretide.store.codec.DamagedException;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.GroupState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The coverage chunks that the writer touched last. A chunk that many operations of a transaction
 * change is written once, at its end. Used on the writer's thread only.
 */
final class ChunkCache implements GroupState {
  private static final int KEPT = 2048;
  private final LinkedHashMap<Key, CoverageChunk> chunks = new LinkedHashMap<>(64, 0.75f, true);
  private final Set<Key> dirty = new HashSet<>();
  private final Feed feed;

  ChunkCache(Feed feed) {
    this.feed = feed;
    feed.follow(
        Topic.CHUNKS,
        (in, _) -> {
          while (!in.atEnd()) {
            chunks.remove(new Key(in.getSigned(), (int) in.getUnsigned(), in.getSigned()));
          }
        });
    feed.onReload(_ -> chunks.clear());
  }

  /** Which chunk. */
  record Key(long model, int revision, long chunk) {
    static Key of(long model, int revision, long cell) {
      return new Key(model, revision, CoverageChunk.indexOf(cell));
    }
  }

  /** The chunk of a key as the transaction so far left it; a new, empty one if there is none. */
  CoverageChunk get(Session session, Key key) throws SQLException {
    CoverageChunk known = chunks.get(key);
    if (known != null) {
      return known;
    }
    PreparedStatement s =
        session.prepare(
            "SELECT cells FROM coverage WHERE model = ? AND revision = ? AND chunk = ?");
    s.setLong(1, key.model);
    s.setInt(2, key.revision);
    s.setLong(3, key.chunk);
    CoverageChunk chunk;
    try (ResultSet r = s.executeQuery()) {
      chunk = r.next() ? decode(key.chunk, r.getBytes(1)) : new CoverageChunk(key.chunk);
    }
    chunks.put(key, chunk);
    return chunk;
  }

  static CoverageChunk decode(long index, byte[] bytes) {
    try {
      return CoverageChunk.decode(index, bytes);
    } catch (IllegalArgumentException e) {
      throw new DamagedException(String.valueOf(e.getMessage()));
    }
  }

  /** The chunks of a revision that hold anything within a range of chunk numbers. */
  List<Long> existing(Session session, long model, int revision, Range numbers)
      throws SQLException {
    Set<Long> out = new HashSet<>();
    PreparedStatement s =
        session.prepare(
            "SELECT chunk FROM coverage WHERE model = ? AND revision = ?"
                + " AND chunk >= ? AND chunk < ?");
    s.setLong(1, model);
    s.setInt(2, revision);
    s.setLong(3, numbers.from());
    s.setLong(4, numbers.to());
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(r.getLong(1));
      }
    }
    for (Key k : dirty) {
      if (k.model == model && k.revision == revision && numbers.contains(k.chunk)) {
        out.add(k.chunk);
      }
    }
    List<Long> sorted = new ArrayList<>(out);
    sorted.sort(Long::compare);
    return sorted;
  }

  void changed(Key key) {
    dirty.add(key);
  }

  /** Forgets a chunk whose row another statement removed. */
  void forget(Key key) {
    chunks.remove(key);
    dirty.remove(key);
  }

  @Override
  public void flush(Session session) throws SQLException {
    for (Key key : dirty) {
      CoverageChunk chunk = chunks.get(key);
      if (chunk != null) {
        write(session, key, chunk);
      }
    }
    if (!dirty.isEmpty()) {
      feed.say(
          Topic.CHUNKS,
          out -> {
            for (Key key : dirty) {
              out.putSigned(key.model);
              out.putUnsigned(key.revision);
              out.putSigned(key.chunk);
            }
          });
    }
  }

  private static void write(Session session, Key key, CoverageChunk chunk) throws SQLException {
    if (chunk.isEmpty()) {
      PreparedStatement s =
          session.prepare("DELETE FROM coverage WHERE model = ? AND revision = ? AND chunk = ?");
      s.setLong(1, key.model);
      s.setInt(2, key.revision);
      s.setLong(3, key.chunk);
      s.executeUpdate();
      return;
    }
    Counts counts = counts(chunk);
    byte[] cells = chunk.encode();
    session.later(
        "INSERT INTO coverage"
            + " (model, revision, chunk, predicted, empty, failed, cells, handed_off)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (model, revision, chunk) DO UPDATE SET"
            + " predicted = excluded.predicted, empty = excluded.empty,"
            + " failed = excluded.failed, cells = excluded.cells,"
            + " handed_off = excluded.handed_off",
        s -> {
          s.setLong(1, key.model);
          s.setInt(2, key.revision);
          s.setLong(3, key.chunk);
          s.setLong(4, counts.predicted() + counts.handedOff());
          s.setLong(5, counts.empty());
          s.setLong(6, counts.failed());
          s.setBytes(7, cells);
          s.setLong(8, counts.handedOff());
        });
  }

  /** How many of its cells are in which state. */
  static Counts counts(CoverageChunk chunk) {
    List<CoverageRun> runs = new ArrayList<>();
    chunk.runs(runs);
    return Counts.of(new Coverage(runs));
  }

  @Override
  public void committed() {
    dirty.clear();
    var oldest = chunks.entrySet().iterator();
    while (chunks.size() > KEPT && oldest.hasNext()) {
      Map.Entry<Key, CoverageChunk> e = oldest.next();
      oldest.remove();
      assert !dirty.contains(e.getKey());
    }
  }

  @Override
  public void rolledBack() {
    dirty.clear();
    chunks.clear();
  }
}
