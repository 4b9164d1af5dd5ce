package io.foretide.app.connect;

import io.foretide.core.connect.SensorSource;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The series of the store and of outside sources as one list: what pages and commands look at. A
 * series is read from the first source that has it. Thread-safe.
 *
 * @param sources the store first
 */
public record AllSensors(List<SensorSource> sources)
    implements SensorInformationProvider, SensorDataProvider {
  public AllSensors {
    sources = List.copyOf(sources);
  }

  @Override
  public List<SeriesInfo> list(String search, String after, int limit) throws ProviderException {
    Map<String, SeriesInfo> page = new TreeMap<>();
    for (SensorSource s : sources) {
      for (SeriesInfo info : s.information().list(search, after, limit)) {
        page.putIfAbsent(info.name(), info);
      }
    }
    List<SeriesInfo> all = new ArrayList<>(page.values());
    return List.copyOf(all.subList(0, Math.min(limit, all.size())));
  }

  @Override
  public Optional<SeriesInfo> find(String name) throws ProviderException {
    for (SensorSource s : sources) {
      Optional<SeriesInfo> found = s.information().find(name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** A series that two sources have counts twice. */
  @Override
  public long count() throws ProviderException {
    long sum = 0;
    for (SensorSource s : sources) {
      sum += Math.max(0, s.information().count());
    }
    return sum;
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    try {
      return source(query).nativeRange(query);
    } catch (ProviderException e) {
      return sources.getFirst().data().nativeRange(query);
    }
  }

  @Override
  public Frame read(FrameQuery query) throws ProviderException {
    return source(query).read(query);
  }

  /**
   * The first source that has the first series of a query; its others are taken to be there too.
   */
  private SensorDataProvider source(FrameQuery query) throws ProviderException {
    for (SensorSource s : sources) {
      if (query.series().isEmpty() || s.information().exists(query.series().getFirst())) {
        return s.data();
      }
    }
    return sources.getFirst().data();
  }
}
