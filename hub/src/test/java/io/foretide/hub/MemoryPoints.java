package io.foretide.hub;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.frame.Resampler;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Points in memory behind the real interfaces; remembers the largest read. */
final class MemoryPoints implements SensorInformationProvider, SensorDataProvider, PointSink {
  private final TreeMap<String, TreeMap<Long, Double>> series = new TreeMap<>();
  volatile boolean busy;
  volatile boolean broken;
  int breakAfterReads = Integer.MAX_VALUE;
  int largestRead;
  int finds;

  @Override
  public synchronized Written write(PointBatch batch) throws Busy {
    if (busy) {
      throw new Busy("the buffer is full", 2 * Instants.SECOND);
    }
    long changed = 0;
    for (int i = 0; i < batch.size(); i++) {
      String name = batch.seriesName(batch.seriesAt(i));
      Double before =
          series.computeIfAbsent(name, _ -> new TreeMap<>()).put(batch.timeAt(i), batch.valueAt(i));
      changed += before == null || before != batch.valueAt(i) ? 1 : 0;
    }
    return new Written(batch.size(), changed);
  }

  synchronized void put(String name, long time, double value) {
    series.computeIfAbsent(name, _ -> new TreeMap<>()).put(time, value);
  }

  @Override
  public synchronized List<SeriesInfo> list(String search, String after, int limit) {
    List<SeriesInfo> out = new ArrayList<>();
    for (String name : series.tailMap(after, false).keySet()) {
      if (out.size() < limit && name.toLowerCase().contains(search.toLowerCase())) {
        out.add(info(name));
      }
    }
    return out;
  }

  @Override
  public synchronized Optional<SeriesInfo> find(String name) {
    finds++;
    return series.containsKey(name) ? Optional.of(info(name)) : Optional.empty();
  }

  private SeriesInfo info(String name) {
    TreeMap<Long, Double> p = points(name);
    return new SeriesInfo(name, p.size(), p.firstKey(), p.lastKey(), Map.of("unit", "bar"));
  }

  private TreeMap<Long, Double> points(String name) {
    return series.getOrDefault(name, new TreeMap<>());
  }

  @Override
  public synchronized long count() throws ProviderException {
    if (broken) {
      throw new ProviderException.Transient("the store does not answer", null);
    }
    return series.size();
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    return new NativeRange(
        "sql",
        "SELECT time, value FROM points WHERE series = :series AND time >= :from AND time < :to",
        Map.of("series", query.series().getFirst(), "from", Long.toString(query.range().from())));
  }

  @Override
  public synchronized Frame read(FrameQuery query) throws ProviderException {
    if (breakAfterReads-- == 0) {
      broken = true;
    }
    if (broken) {
      throw new ProviderException.Transient("the store does not answer", null);
    }
    if (query.step() > 0) {
      long[] starts = Resampler.starts(query.range(), query.step());
      double[][] columns = new double[query.series().size()][];
      for (int c = 0; c < columns.length; c++) {
        Frame raw = raw(query.series().get(c), query.range().from(), query.range().to());
        columns[c] =
            Resampler.resample(
                raw.times(),
                raw.column(0),
                raw.rows(),
                query.range(),
                query.step(),
                query.aggregation());
      }
      return new Frame(query.series(), starts, columns);
    }
    TreeSet<Long> all = new TreeSet<>();
    for (String name : query.series()) {
      for (long t : raw(name, query.range().from(), query.range().to()).times()) {
        all.add(t);
      }
    }
    long[] times = all.stream().mapToLong(Long::longValue).toArray();
    largestRead = Math.max(largestRead, times.length);
    double[][] columns = new double[query.series().size()][times.length];
    for (int c = 0; c < columns.length; c++) {
      TreeMap<Long, Double> points = points(query.series().get(c));
      for (int i = 0; i < times.length; i++) {
        columns[c][i] = points.getOrDefault(times[i], Double.NaN);
      }
    }
    return new Frame(query.series(), times, columns);
  }

  private Frame raw(String name, long from, long to) throws ProviderException {
    TreeMap<Long, Double> points = series.get(name);
    if (points == null) {
      throw new ProviderException.Rejected("series '" + name + "' does not exist");
    }
    var part = points.subMap(from, true, to, false);
    long[] times = part.keySet().stream().mapToLong(Long::longValue).toArray();
    double[] values = part.values().stream().mapToDouble(Double::doubleValue).toArray();
    return Frame.of(name, times, values);
  }
}
