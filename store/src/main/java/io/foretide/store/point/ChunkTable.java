package io.foretide.store.point;

import io.foretide.core.time.Range;
import io.foretide.store.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packed points: chunks of at most {@value #MOST} points of a series, by their first time, never
 * overlapping.
 */
final class ChunkTable {
  static final int MOST = 1024;

  private ChunkTable() {}

  /** A stored chunk. */
  record Chunk(long first, long last, int count, byte[] data) {
    Points points() {
      return PointCodec.chunk(data, count);
    }
  }

  private static Chunk read(ResultSet r) throws SQLException {
    return new Chunk(r.getLong(1), r.getLong(2), r.getInt(3), r.getBytes(4));
  }

  /** The chunk that starts last at or before an instant. */
  static @Nullable Chunk before(Session session, long series, long instant) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "SELECT first, last, count, data FROM point_chunk"
                + " WHERE series = ? AND first <= ? ORDER BY first DESC LIMIT 1");
    s.setLong(1, series);
    s.setLong(2, instant);
    try (ResultSet r = s.executeQuery()) {
      return r.next() ? read(r) : null;
    }
  }

  /** The start of the first chunk after an instant; {@link Long#MAX_VALUE} if there is none. */
  static long next(Session session, long series, long instant) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "SELECT first FROM point_chunk WHERE series = ? AND first > ? ORDER BY first LIMIT 1");
    s.setLong(1, series);
    s.setLong(2, instant);
    try (ResultSet r = s.executeQuery()) {
      return r.next() ? r.getLong(1) : Long.MAX_VALUE;
    }
  }

  /** The packed points of a series inside a range. */
  static Points read(Session session, long series, Range range) throws SQLException {
    List<Points> parts = new ArrayList<>();
    int n = 0;
    PreparedStatement s =
        session.prepare(
            "SELECT first, last, count, data FROM point_chunk WHERE series = ?"
                + " AND first >= coalesce((SELECT max(first) FROM point_chunk"
                + " WHERE series = ? AND first <= ?), ?) AND first < ? ORDER BY first");
    s.setLong(1, series);
    s.setLong(2, series);
    s.setLong(3, range.from());
    s.setLong(4, range.from());
    s.setLong(5, range.to());
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        Chunk c = read(r);
        if (c.last >= range.from()) {
          Points p = c.points().within(range);
          parts.add(p);
          n += p.n();
        }
      }
    }
    return join(parts, n);
  }

  private static Points join(List<Points> parts, int n) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    long[] times = new long[n];
    double[] values = new double[n];
    int at = 0;
    for (Points p : parts) {
      System.arraycopy(p.times(), 0, times, at, p.n());
      System.arraycopy(p.values(), 0, values, at, p.n());
      at += p.n();
    }
    return new Points(times, values, n);
  }

  /** Packs points; where a time exists already the given value wins. */
  static void merge(Session session, long series, Points p) throws SQLException {
    int i = 0;
    while (i < p.n()) {
      long time = p.times()[i];
      Chunk chunk = before(session, series, time);
      long next = next(session, series, time);
      int end = next == Long.MAX_VALUE ? p.n() : p.at(next);
      Points part = p.slice(i, end);
      if (chunk != null && joins(chunk, part)) {
        remove(session, series, chunk.first);
        insert(session, series, chunk.points().plus(part));
      } else {
        insert(session, series, part);
      }
      i = end;
    }
  }

  /** Overlapping points must join; later ones do while a chunk is small for what comes. */
  private static boolean joins(Chunk chunk, Points part) {
    return part.first() <= chunk.last
        || (chunk.count + part.n() <= MOST && chunk.count <= Math.max(64, 8 * part.n()));
  }

  private static void remove(Session session, long series, long first) throws SQLException {
    PreparedStatement s = session.prepare("DELETE FROM point_chunk WHERE series = ? AND first = ?");
    s.setLong(1, series);
    s.setLong(2, first);
    s.executeUpdate();
  }

  private static void insert(Session session, long series, Points p) throws SQLException {
    PreparedStatement s =
        session.prepare(
            "INSERT INTO point_chunk (series, first, last, count, data) VALUES (?, ?, ?, ?, ?)");
    // Equal pieces: a chunk that has just grown too long leaves room in both halves.
    int pieces = (p.n() + MOST - 1) / MOST;
    for (int k = 0; k < pieces; k++) {
      int from = (int) ((long) p.n() * k / pieces);
      int to = (int) ((long) p.n() * (k + 1) / pieces);
      s.setLong(1, series);
      s.setLong(2, p.times()[from]);
      s.setLong(3, p.times()[to - 1]);
      s.setInt(4, to - from);
      s.setBytes(5, PointCodec.chunk(p, from, to));
      s.executeUpdate();
    }
  }
}
