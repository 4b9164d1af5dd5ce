package io.foretide.connectors.catalog;

import io.foretide.core.connect.SensorSource;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The sensors of a catalogue under the names that they have here; their points come from another
 * source, which knows them by the catalogue's names. Thread-safe.
 */
final class CatalogSensors
    implements SensorInformationProvider, SensorDataProvider, Verified, AutoCloseable {
  private final CatalogSource catalog;
  private final SensorSource source;

  CatalogSensors(CatalogSource catalog, SensorSource source) {
    this.catalog = catalog;
    this.source = source;
  }

  @Override
  public void verify() throws ProviderException {
    catalog.verify();
    if (source.data() instanceof Verified v) {
      v.verify();
    }
  }

  @Override
  public List<SeriesInfo> list(String search, String after, int limit) throws ProviderException {
    String wanted = search.toLowerCase(Locale.ROOT);
    List<SeriesInfo> out = new ArrayList<>();
    for (Map.Entry<String, Catalog.Sensor> e : sensors().tailMap(after, false).entrySet()) {
      if (out.size() == limit) {
        break;
      }
      if (e.getKey().toLowerCase(Locale.ROOT).contains(wanted)) {
        out.add(info(e.getKey(), e.getValue()));
      }
    }
    return out;
  }

  private static SeriesInfo info(String name, Catalog.Sensor sensor) {
    return new SeriesInfo(name, -1, Long.MAX_VALUE, Long.MIN_VALUE, sensor.attributes());
  }

  @Override
  public Optional<SeriesInfo> find(String name) throws ProviderException {
    Catalog.Sensor sensor = sensors().get(name);
    if (sensor == null) {
      return Optional.empty();
    }
    Optional<SeriesInfo> there = source.information().find(sensor.name());
    if (there.isEmpty()) {
      return Optional.of(info(name, sensor));
    }
    Map<String, String> facts = new LinkedHashMap<>(there.get().attributes());
    facts.putAll(sensor.attributes());
    return Optional.of(
        new SeriesInfo(name, there.get().points(), there.get().first(), there.get().last(), facts));
  }

  @Override
  public boolean exists(String name) throws ProviderException {
    return sensors().containsKey(name);
  }

  @Override
  public long count() throws ProviderException {
    return sensors().size();
  }

  private NavigableMap<String, Catalog.Sensor> sensors() throws ProviderException {
    return catalog.known().sensors();
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    try {
      return source.data().nativeRange(there(query));
    } catch (ProviderException e) {
      return source.data().nativeRange(query);
    }
  }

  @Override
  public Frame read(FrameQuery query) throws ProviderException {
    Frame frame = source.data().read(there(query));
    double[][] columns = new double[frame.width()][];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = frame.column(c);
    }
    return new Frame(query.series(), frame.times(), columns);
  }

  private FrameQuery there(FrameQuery query) throws ProviderException {
    List<String> names = new ArrayList<>();
    for (String name : query.series()) {
      Catalog.Sensor sensor = sensors().get(name);
      if (sensor == null) {
        throw new ProviderException.UnknownSeries("series '" + name + "' is not in the catalogue");
      }
      names.add(sensor.name());
    }
    return new FrameQuery(names, query.range(), query.step(), query.aggregation());
  }

  @Override
  public boolean announcesChanges() {
    return source.data().announcesChanges();
  }

  @Override
  public void close() throws Exception {
    catalog.close();
    if (source.data() instanceof AutoCloseable c) {
      c.close();
    }
  }
}
