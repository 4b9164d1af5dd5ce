package io.foretide.store.point;

import io.foretide.store.point.ChunkTable.Chunk;
import io.foretide.store.sql.Session;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * What is different in points that came in, against what is stored.
 *
 * @param changed points that are new or have another value
 * @param fresh times of those that are new
 */
record Difference(Points changed, long[] fresh) {

  /** Compares points with those of a series as the running transaction left it. */
  static Difference of(Session session, Series series, Points in) throws SQLException {
    Series.View view = series.pending;
    if (in.isEmpty() || view.points() == 0 || in.first() > view.last()) {
      return new Difference(in, Arrays.copyOf(in.times(), in.n()));
    }
    // 0 is new, 1 is changed, 2 is as stored.
    byte[] state = new byte[in.n()];
    int known = in.at(view.last() + (view.last() == Long.MAX_VALUE ? 0 : 1));
    known = view.last() == Long.MAX_VALUE ? in.n() : known;
    compareChunks(session, series.id, in, known, state);
    compare(in, 0, known, view.buffer(), state);
    int changed = 0;
    int fresh = 0;
    for (byte b : state) {
      changed += b < 2 ? 1 : 0;
      fresh += b == 0 ? 1 : 0;
    }
    long[] times = new long[changed];
    double[] values = new double[changed];
    long[] freshTimes = new long[fresh];
    int c = 0;
    int f = 0;
    for (int i = 0; i < state.length; i++) {
      if (state[i] < 2) {
        times[c] = in.times()[i];
        values[c++] = in.values()[i];
      }
      if (state[i] == 0) {
        freshTimes[f++] = in.times()[i];
      }
    }
    return new Difference(new Points(times, values, changed), freshTimes);
  }

  private static void compareChunks(Session session, long series, Points in, int end, byte[] state)
      throws SQLException {
    int i = 0;
    while (i < end) {
      long time = in.times()[i];
      Chunk chunk = ChunkTable.before(session, series, time);
      if (chunk != null && time <= chunk.last()) {
        int to = chunk.last() == Long.MAX_VALUE ? end : Math.min(end, in.at(chunk.last() + 1));
        compare(in, i, to, chunk.points(), state);
        i = to;
      } else {
        long next = ChunkTable.next(session, series, time);
        i = next == Long.MAX_VALUE ? end : Math.min(end, in.at(next));
      }
    }
  }

  /** Buffered points are compared after packed ones, as they are newer. */
  private static void compare(Points in, int from, int to, Points stored, byte[] state) {
    if (from >= to || stored.isEmpty()) {
      return;
    }
    int j = stored.at(in.times()[from]);
    for (int i = from; i < to && j < stored.n(); i++) {
      while (j < stored.n() && stored.times()[j] < in.times()[i]) {
        j++;
      }
      if (j < stored.n() && stored.times()[j] == in.times()[i]) {
        state[i] = (byte) (Double.compare(stored.values()[j], in.values()[i]) == 0 ? 2 : 1);
      }
    }
  }
}
