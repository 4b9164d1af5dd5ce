package io.foretide.core.simulation;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.WeakHashMap;

/** Points on the disk. A write and what it means for coverage are one transaction. */
final class DiskPoints implements SensorDataProvider, SensorInformationProvider {
  private final Disk disk;
  private final DiskCoverage coverage;
  private final MemoryClaims claims;
  private final Faults faults;
  private PointWatch watch = PointWatch.NONE;

  /** The data version that a frame was read from. */
  private final Map<Frame, Long> versions = new WeakHashMap<>();

  DiskPoints(Disk disk, DiskCoverage coverage, MemoryClaims claims, Faults faults) {
    this.disk = disk;
    this.coverage = coverage;
    this.claims = claims;
    this.faults = faults;
  }

  void watch(PointWatch newWatch) {
    watch = newWatch;
  }

  long versionOf(Frame frame) {
    return versions.getOrDefault(frame, -1L);
  }

  /** Stores points of one series, rising. */
  void write(String series, long[] times, double[] values) {
    TreeMap<Long, Double> stored = disk.points(series);
    long[] changed = new long[times.length];
    long[] fresh = new long[times.length];
    int n = 0;
    int k = 0;
    for (int i = 0; i < times.length; i++) {
      Double before = stored.put(times[i], values[i]);
      if (before == null) {
        fresh[k++] = times[i];
      }
      if (before == null || before != values[i]) {
        changed[n++] = times[i];
      }
    }
    if (n == 0) {
      return;
    }
    disk.version++;
    for (int i = 0; i < n; i++) {
      disk.changed(series, changed[i]);
    }
    List<Runnable> tell = new ArrayList<>();
    hits(series, Arrays.copyOf(changed, n), tell);
    for (PointWatch.Counter c : watch.counters(series)) {
      count(c, Arrays.copyOf(fresh, k), tell);
    }
    tell.forEach(Runnable::run);
  }

  private void hits(String series, long[] times, List<Runnable> tell) {
    long before = watch.watchedBefore(series);
    int n = 0;
    while (n < times.length && times[n] < before) {
      n++;
    }
    if (n == 0) {
      return;
    }
    for (PointWatch.Hit hit : watch.changed(series, times, n)) {
      RevisionKey key = new RevisionKey(hit.model(), hit.revision());
      RangeSet cells = coverage.clear(key, hit.cells());
      if (!cells.isEmpty()) {
        tell.add(() ->
            coverage.listeners().forEach(l -> l.uncovered(hit.model(), hit.revision(), cells)));
      }
      if (!claims.markStale(hit.model(), hit.revision(), hit.cells()).isEmpty()) {
        coverage.settleAfter(key, hit.settle());
      }
    }
  }

  /** The N-th new point at or after the start of the open cell closes it right after itself. */
  private void count(PointWatch.Counter c, long[] fresh, List<Runnable> tell) {
    Disk.Counter counter =
        disk.counters.computeIfAbsent(
            new RevisionKey(c.model(), c.revision()),
            k -> {
              Disk.Counter made = new Disk.Counter();
              made.bounds.add(c.from());
              made.latest = c.from();
              return made;
            });
    int before = counter.bounds.size();
    for (long time : fresh) {
      if (time < counter.bounds.getLast()) {
        continue;
      }
      counter.counted++;
      counter.latest = Math.max(counter.latest, time);
      if (counter.counted >= c.count()) {
        counter.bounds.add(counter.latest + 1);
        counter.counted = 0;
      }
    }
    if (counter.bounds.size() > before) {
      long end = counter.bounds.size() - 1L;
      tell.add(() -> coverage.listeners().forEach(l -> l.closed(c.model(), c.revision(), end)));
    }
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    return new NativeRange("memory", query.toString(), Map.of());
  }

  @Override
  public Frame read(FrameQuery query) throws ProviderException {
    faults.sensors();
    long step = query.step();
    long first = Math.ceilDiv(query.range().from(), step);
    int rows = (int) Math.max(0, Math.ceilDiv(query.range().to(), step) - first);
    long[] times = new long[rows];
    double[][] columns = new double[query.series().size()][rows];
    for (int c = 0; c < columns.length; c++) {
      double[] sums = columns[c];
      int[] counts = new int[rows];
      TreeMap<Long, Double> points = disk.points(query.series().get(c));
      // As every back-end: nothing at or after the range's end.
      for (Map.Entry<Long, Double> p :
          points.subMap(first * step, true, query.range().to(), false).entrySet()) {
        int row = (int) (Math.floorDiv(p.getKey(), step) - first);
        sums[row] += p.getValue();
        counts[row]++;
      }
      for (int r = 0; r < rows; r++) {
        times[r] = (first + r) * step;
        sums[r] = counts[r] == 0 ? Double.NaN : sums[r] / counts[r];
      }
    }
    Frame frame = new Frame(query.series(), times, columns);
    versions.put(frame, disk.version);
    return frame;
  }

  @Override
  public List<SeriesInfo> list(String search, String after, int limit) {
    return disk.points.keySet().stream()
        .filter(n -> n.compareTo(after) > 0)
        .sorted()
        .limit(limit)
        .map(this::info)
        .toList();
  }

  @Override
  public Optional<SeriesInfo> find(String name) {
    return disk.points.containsKey(name) ? Optional.of(info(name)) : Optional.empty();
  }

  private SeriesInfo info(String name) {
    TreeMap<Long, Double> p = disk.points(name);
    return p.isEmpty()
        ? new SeriesInfo(name, 0, Long.MAX_VALUE, Long.MIN_VALUE, Map.of())
        : new SeriesInfo(name, p.size(), p.firstKey(), p.lastKey(), Map.of());
  }

  @Override
  public long count() {
    return disk.points.size();
  }
}
