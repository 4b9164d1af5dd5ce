package io.foretide.connectors.siridb;

import io.foretide.connectors.qpack.Item;
import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackReader;
import io.foretide.core.connect.Queryable;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.frame.Resampler;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sensor data out of SiriDB. Points are put into buckets here: SiriDB names its own buckets by
 * their end. Thread-safe.
 */
final class SiriSensors
    implements SensorInformationProvider, SensorDataProvider, Verified, Queryable, AutoCloseable {
  private final SiriClient client;
  private final SeriesList list;
  private final Selection selection;

  SiriSensors(SiriClient client, SeriesList list) {
    this.client = client;
    this.list = list;
    this.selection = new Selection(client);
  }

  @Override
  public void verify() throws ProviderException {
    list.refresh();
  }

  @Override
  public List<SeriesInfo> list(String search, String after, int limit) throws ProviderException {
    String wanted = search.toLowerCase(Locale.ROOT);
    return list.all().tailMap(after, false).values().stream()
        .filter(i -> i.name().toLowerCase(Locale.ROOT).contains(wanted))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<SeriesInfo> find(String name) throws ProviderException {
    return list.has(name) ? Optional.ofNullable(list.all().get(name)) : Optional.empty();
  }

  @Override
  public long count() throws ProviderException {
    return list.all().size();
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    String names = String.join(", ", query.series().stream().map(n -> '"' + n + '"').toList());
    try {
      Precision p = list.precision();
      names = SiriText.names(query.series());
      return text(
          "select * from "
              + names
              + " between "
              + p.ceil(query.range().from())
              + " and "
              + p.ceil(query.range().to()));
    } catch (ProviderException e) {
      // Without the database its unit is not known: the query is shown with names of its bounds.
      return text("select * from " + names + " between FROM and TO");
    }
  }

  private NativeRange text(String query) {
    return new NativeRange("siridb", query, Map.of("database", client.access().database()));
  }

  @Override
  public @Nullable Object query(String text) throws ProviderException {
    try {
      QpackReader in = client.query(text);
      return plain(Item.read(in, in.next()));
    } catch (QpackException e) {
      throw new ProviderException.Transient(
          client.access().shown() + " answered in an unknown form: " + e.getMessage(), e);
    }
  }

  private static @Nullable Object plain(Item item) {
    return switch (item) {
      case Item.Nothing _ -> null;
      case Item.Flag f -> f.value();
      case Item.Whole w -> w.value();
      case Item.Real r -> r.value();
      case Item.Raw r -> r.toString();
      case Item.Sequence s -> {
        List<@Nullable Object> out = new ArrayList<>();
        for (Item i : s.items()) {
          out.add(plain(i));
        }
        yield out;
      }
      case Item.Mapping m -> {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        m.entries().forEach((k, v) -> out.put(k.toString(), plain(v)));
        yield out;
      }
    };
  }

  @Override
  public Frame read(FrameQuery query) throws ProviderException {
    Precision p = list.precision();
    Map<String, PointColumn> found =
        selection.between(query.series(), p.ceil(query.range().from()), p.ceil(query.range().to()));
    PointColumn[] columns = new PointColumn[query.series().size()];
    for (int c = 0; c < columns.length; c++) {
      String name = query.series().get(c);
      PointColumn points = found.get(name);
      if (points == null) {
        if (!list.has(name)) {
          throw new ProviderException.UnknownSeries(
              "series '" + name + "' is not in " + client.access().shown());
        }
        points = new PointColumn();
      }
      columns[c] = cleaned(points, p);
    }
    return query.step() > 0
        ? buckets(query, columns)
        : PointColumn.join(query.series(), List.of(columns));
  }

  /** In nanoseconds, rising, of equal times the last: SiriDB keeps them all. */
  private static PointColumn cleaned(PointColumn in, Precision p) {
    TreeMap<Long, Double> sorted = new TreeMap<>();
    boolean rising = true;
    for (int i = 0; i < in.size(); i++) {
      rising &= i == 0 || in.times()[i] > in.times()[i - 1];
    }
    PointColumn out = new PointColumn();
    for (int i = 0; i < in.size(); i++) {
      double value = in.values()[i];
      if (Double.isFinite(value)) {
        if (rising) {
          out.add(p.instant(in.times()[i]), value);
        } else {
          sorted.put(p.instant(in.times()[i]), value);
        }
      }
    }
    sorted.forEach(out::add);
    return out;
  }

  private static Frame buckets(FrameQuery query, PointColumn[] columns) {
    double[][] out = new double[columns.length][];
    for (int c = 0; c < out.length; c++) {
      PointColumn points = columns[c];
      out[c] =
          Resampler.resample(
              points.times(),
              points.values(),
              points.size(),
              query.range(),
              query.step(),
              query.aggregation());
    }
    return new Frame(query.series(), Resampler.starts(query.range(), query.step()), out);
  }

  @Override
  public void close() {
    client.close();
  }
}
