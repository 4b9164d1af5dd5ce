package io.foretide.ingest.pull;

import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.ingest.MemorySink;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a memory sink holds. */
record StoredSeries(MemorySink sink) implements SensorInformationProvider {
  @Override
  public List<SeriesInfo> list(String search, String after, int limit) {
    return sink.series.keySet().stream()
        .filter(n -> n.contains(search) && n.compareTo(after) > 0)
        .limit(limit)
        .flatMap(n -> find(n).stream())
        .toList();
  }

  @Override
  public Optional<SeriesInfo> find(String name) {
    return Optional.ofNullable(sink.series.get(name))
        .map(p -> new SeriesInfo(name, p.size(), p.firstKey(), p.lastKey(), Map.of()));
  }

  @Override
  public long count() {
    return sink.series.size();
  }
}
