package io.foretide.store.point;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.ModelId;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.sensor.PointWatch.Counter;
import io.foretide.core.sensor.PointWatch.Hit;
import io.foretide.core.time.Instants;
import io.foretide.core.time.RangeSet;
import io.foretide.store.codec.Bytes;
import io.foretide.store.coverage.CoverageEdit;
import io.foretide.store.coverage.PointCounters;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch: its changed points go to the log as one row, and what they mean for coverage is
 * changed in the same transaction.
 */
final class WriteOperation implements Operation<Long> {
  private final PointWrites context;
  private final PointWatch watch;

  private final List<Incoming> incoming;
  private final Map<Revision, RangeSet> uncovered = new LinkedHashMap<>();
  private final Map<Revision, Long> closed = new LinkedHashMap<>();
  private final List<Hit> marks = new ArrayList<>();
  private boolean wrote;

  private record Incoming(String name, Points points) {}

  private record Revision(ModelId model, int number) {}

  private record Update(Series series, Series.View view, long fresh) {}

  WriteOperation(PointWrites context, PointWatch watch, PointBatch batch, int from, int to) {
    this.context = context;
    this.watch = watch;
    this.incoming = sort(batch, from, to);
  }

  /** By series, by rising time, the last of equal times, without NaN. On the caller's thread. */
  private static List<Incoming> sort(PointBatch batch, int from, int to) {
    int[][] positions = positions(batch, from, to);
    List<Incoming> out = new ArrayList<>(positions.length);
    for (int s = 0; s < positions.length; s++) {
      Points p = sort(batch, positions[s]);
      if (!p.isEmpty()) {
        out.add(new Incoming(batch.seriesName(s), p));
      }
    }
    return out;
  }

  /** As {@link PointBatch#bySeries}, of a part of the batch. */
  private static int[][] positions(PointBatch batch, int from, int to) {
    int[] counts = new int[batch.seriesCount()];
    for (int i = from; i < to; i++) {
      counts[batch.seriesAt(i)]++;
    }
    int[][] out = new int[counts.length][];
    for (int s = 0; s < counts.length; s++) {
      out[s] = new int[counts[s]];
    }
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i++) {
      out[batch.seriesAt(i)][counts[batch.seriesAt(i)]++] = i;
    }
    return out;
  }

  private static Points sort(PointBatch batch, int[] positions) {
    long[] times = new long[positions.length];
    double[] values = new double[positions.length];
    int n = 0;
    boolean rising = true;
    for (int i : positions) {
      double v = batch.valueAt(i);
      if (!Double.isNaN(v)) {
        times[n] = Math.max(Instants.MIN, batch.timeAt(i));
        values[n] = v;
        rising &= n == 0 || times[n - 1] < times[n];
        n++;
      }
    }
    if (rising) {
      return new Points(times, values, n);
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
    long[] t = new long[n];
    double[] v = new double[n];
    int k = 0;
    for (Integer i : order) {
      k -= k > 0 && t[k - 1] == times[i] ? 1 : 0;
      t[k] = times[i];
      v[k++] = values[i];
    }
    return new Points(t, v, k);
  }

  boolean isEmpty() {
    return incoming.isEmpty();
  }

  @Override
  public Long apply(Session session) throws SQLException {
    CoverageEdit edit = context.coverage().edit(session);
    List<Update> updates = new ArrayList<>(incoming.size());
    List<Series> created = new ArrayList<>();
    Map<Counter, List<long[]>> counted = new LinkedHashMap<>();

    Bytes log = PointCodec.log();
    long changed = 0;
    for (Incoming in : incoming) {
      Series series = context.registry().pending(in.name);
      if (series == null) {
        series = SeriesRegistry.create(session, in.name);
        created.add(series);
      }
      Difference difference = Difference.of(session, series, in.points);
      Points points = difference.changed();
      if (points.isEmpty()) {
        continue;
      }
      changed += points.n();
      PointCodec.log(log, series.id, points);
      long fresh = difference.fresh().length;
      updates.add(new Update(series, series.pending.plus(points, fresh), fresh));
      hits(edit, in.name, points);
      if (difference.fresh().length > 0) {
        for (Counter c : watch.counters(in.name)) {
          counted.computeIfAbsent(c, _ -> new ArrayList<>()).add(difference.fresh());
        }
      }
    }
    byte[] row = log.toArray();
    long number = changed > 0 ? context.tail().append(session, row, changed) : 0;
    count(session, counted);
    wrote = true;
    edit.apply();
    marks.forEach(context.coverage().replans()::changed);
    markStale();
    created.forEach(context.registry()::add);
    updates.forEach(u -> context.registry().set(u.series, u.view));
    long[] fresh = updates.stream().mapToLong(u -> u.fresh).toArray();
    context.followed().say(number, row, fresh);
    uncovered.forEach(
        (r, cells) -> context.coverage().listeners().sayUncovered(r.model, r.number, cells));
    closed.forEach((r, end) -> context.coverage().listeners().sayClosed(r.model, r.number, end));
    return changed;
  }

  private void hits(CoverageEdit edit, String name, Points points) throws SQLException {
    long before = watch.watchedBefore(name);
    if (before == Long.MIN_VALUE || points.first() >= before) {
      return;
    }
    for (Hit hit : watch.changed(name, points.times(), points.at(before))) {
      RangeSet cells = edit.clear(hit.model().value(), hit.revision(), hit.cells());
      if (!cells.isEmpty()) {
        uncovered.merge(new Revision(hit.model(), hit.revision()), cells, RangeSet::plus);
      }
      marks.add(hit);
    }
  }

  private void markStale() {
    for (Hit hit : marks) {
      context.claims().markStale(hit.model(), hit.revision(), hit.cells());
    }
  }

  private void count(Session session, Map<Counter, List<long[]>> counted) throws SQLException {
    for (Map.Entry<Counter, List<long[]>> e : counted.entrySet()) {
      long[] times = e.getValue().stream().flatMapToLong(Arrays::stream).sorted().toArray();
      long end = PointCounters.count(session, e.getKey(), times);
      if (end >= 0) {
        closed.put(new Revision(e.getKey().model(), e.getKey().revision()), end);
      }
    }
  }

  @Override
  public void durable(@Nullable Long changed) {
    if (wrote) {
      // Once more: what was sent since then may have read before these points could be seen.
      markStale();
      uncovered.forEach(
          (r, cells) -> context.coverage().listeners().uncovered(r.model, r.number, cells));
      closed.forEach((r, end) -> context.coverage().listeners().closed(r.model, r.number, end));
    }
  }
}
