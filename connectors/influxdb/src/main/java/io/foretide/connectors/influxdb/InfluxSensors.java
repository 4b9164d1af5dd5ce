package io.foretide.connectors.influxdb;

import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.frame.Resampler;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sensor data out of an InfluxDB; buckets are made there. Thread-safe. */
final class InfluxSensors
    implements SensorInformationProvider, SensorDataProvider, Verified, AutoCloseable {
  /** Buckets are whole microseconds there. */
  private static final long MICRO = 1_000;

  private final InfluxClient client;
  private final SensorLayout layout;
  private final SeriesNames names;

  InfluxSensors(InfluxClient client, SensorLayout layout, SeriesNames names) {
    this.client = client;
    this.layout = layout;
    this.names = names;
  }

  @Override
  public void verify() throws ProviderException {
    names.refresh();
  }

  @Override
  public List<SeriesInfo> list(String search, String after, int limit) throws ProviderException {
    String wanted = search.toLowerCase(Locale.ROOT);
    List<String> page =
        names.all().tailSet(after, false).stream()
            .filter(n -> n.toLowerCase(Locale.ROOT).contains(wanted))
            .limit(limit)
            .toList();
    return infos(page);
  }

  private List<SeriesInfo> infos(List<String> page) throws ProviderException {
    if (page.isEmpty()) {
      return List.of();
    }
    Map<String, Long> first = ends("first", page);
    Map<String, Long> last = ends("last", page);
    List<SeriesInfo> out = new ArrayList<>(page.size());
    for (String name : page) {
      out.add(
          new SeriesInfo(
              name,
              -1,
              first.getOrDefault(name, Long.MAX_VALUE),
              last.getOrDefault(name, Long.MIN_VALUE),
              Map.of()));
    }
    return out;
  }

  /** The time of the first or last point of each series. */
  private Map<String, Long> ends(String function, List<String> page) throws ProviderException {
    Map<String, Long> out = new HashMap<>();
    client.query(
        "SELECT "
            + function
            + "("
            + Influxql.name(layout.field())
            + ") FROM "
            + Influxql.name(layout.measurement())
            + " WHERE "
            + Influxql.any(layout.tag(), page)
            + " GROUP BY "
            + Influxql.name(layout.tag()),
        new Rows() {
          private String series = "";

          @Override
          public void series(String name, Map<String, String> tags, List<String> columns) {
            series = tags.getOrDefault(layout.tag(), "");
          }

          @Override
          public void number(long time, int column, double value) {
            out.put(series, time);
          }
        });
    return out;
  }

  @Override
  public Optional<SeriesInfo> find(String name) throws ProviderException {
    return exists(name) ? infos(List.of(name)).stream().findFirst() : Optional.empty();
  }

  @Override
  public boolean exists(String name) throws ProviderException {
    return names.has(name);
  }

  @Override
  public long count() throws ProviderException {
    return names.all().size();
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    return new NativeRange(
        "influxql", influxql(query), Map.of("db", client.access().database(), "epoch", "ns"));
  }

  @Override
  public Frame read(FrameQuery query) throws ProviderException {
    List<PointColumn> columns = new ArrayList<>();
    Map<String, PointColumn> bySeries = new HashMap<>();
    for (String series : query.series()) {
      columns.add(bySeries.computeIfAbsent(series, n -> new PointColumn()));
    }
    if (!query.range().isEmpty()) {
      client.query(influxql(query), new Gathering(bySeries, layout.tag()));
    }
    for (int c = 0; c < columns.size(); c++) {
      String series = query.series().get(c);
      if (columns.get(c).size() == 0 && !names.has(series)) {
        throw new ProviderException.UnknownSeries(
            "series '"
                + series
                + "' is not in "
                + client.access().shown()
                + " measurement '"
                + layout.measurement()
                + "' under tag '"
                + layout.tag()
                + "'");
      }
    }
    return query.step() > 0 ? buckets(query, columns) : PointColumn.join(query.series(), columns);
  }

  private static Frame buckets(FrameQuery query, List<PointColumn> columns) {
    double[][] out = new double[query.series().size()][];
    boolean there = madeThere(query);
    long[] starts = Resampler.starts(query.range(), query.step());
    for (int c = 0; c < out.length; c++) {
      PointColumn points = columns.get(c);
      out[c] =
          there
              ? placed(points, starts, query.step())
              : Resampler.resample(
                  points.times(),
                  points.values(),
                  points.size(),
                  query.range(),
                  query.step(),
                  query.aggregation());
    }
    return new Frame(query.series(), starts, out);
  }

  /** Buckets that were made there; a first one that starts before the range is not wanted. */
  private static double[] placed(PointColumn points, long[] starts, long step) {
    double[] out = new double[starts.length];
    Arrays.fill(out, Double.NaN);
    for (int i = 0; i < points.size() && starts.length > 0; i++) {
      long at = Math.floorDiv(points.times()[i] - starts[0], step);
      if (at >= 0 && at < out.length) {
        out[(int) at] = points.values()[i];
      }
    }
    return out;
  }

  private static boolean madeThere(FrameQuery query) {
    return query.step() > 0 && query.step() % MICRO == 0;
  }

  private String influxql(FrameQuery query) {
    String field = Influxql.name(layout.field());
    boolean there = madeThere(query);
    String value = there ? function(query.aggregation()) + "(" + field + ")" : field;
    return "SELECT "
        + value
        + " FROM "
        + Influxql.name(layout.measurement())
        + " WHERE "
        + Influxql.any(layout.tag(), query.series())
        + " AND time >= "
        + query.range().from()
        + " AND time < "
        + query.range().to()
        + " GROUP BY "
        + (there ? "time(" + query.step() / MICRO + "u), " : "")
        + Influxql.name(layout.tag())
        + (there ? " fill(none)" : "");
  }

  private static String function(Aggregation how) {
    return switch (how) {
      case MEAN -> "mean";
      case MIN -> "min";
      case MAX -> "max";
      case LAST -> "last";
      case FIRST -> "first";
      case SUM -> "sum";
      case COUNT -> "count";
      case MEDIAN -> "median";
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
