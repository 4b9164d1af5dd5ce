package io.foretide.ingest;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.time.Instants;
import java.util.Map;
import java.util.TreeMap;

/** Keeps points in memory, as text for easy comparing; says Busy as often as it is told. */
public final class MemorySink implements PointSink {
  public final Map<String, TreeMap<Long, Double>> series = new TreeMap<>();
  public int busy;
  public int batches;
  public Runnable onWrite = () -> {};
  public long failAfterBatches = Long.MAX_VALUE;

  @Override
  public synchronized Written write(PointBatch batch) throws Busy {
    if (busy > 0) {
      busy--;
      throw new Busy("buffer full", 2_000_000);
    }
    if (batches >= failAfterBatches) {
      throw new IllegalStateException("killed");
    }
    batches++;
    onWrite.run();
    long changed = 0;
    for (int i = 0; i < batch.size(); i++) {
      TreeMap<Long, Double> points =
          series.computeIfAbsent(batch.seriesName(batch.seriesAt(i)), n -> new TreeMap<>());
      Double before = points.put(batch.timeAt(i), batch.valueAt(i));
      changed += before == null || before != batch.valueAt(i) ? 1 : 0;
    }
    return new Written(batch.size(), changed);
  }

  public long points() {
    return series.values().stream().mapToLong(TreeMap::size).sum();
  }

  /** Such as {@code "2026-01-01T00:00:00Z=1.0 ..."}. */
  public String text(String name) {
    StringBuilder out = new StringBuilder();
    series
        .getOrDefault(name, new TreeMap<>())
        .forEach((t, v) ->
            out.append(out.isEmpty() ? "" : " ").append(Instants.format(t)).append('=').append(v));
    return out.toString();
  }
}
