package io.foretide.connectors.timeseriesapi;

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
import io.foretide.core.time.WallClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sensor data out of the Time Series API; buckets are made here. Thread-safe. */
final class TimeSeriesSensors
    implements SensorInformationProvider, SensorDataProvider, Verified, AutoCloseable {
  private final TimeSeriesApi api;
  private final TagDirectory tags;
  private final SeriesNames names;
  private final SharedPoints shared;
  private final ReadSettings settings;

  TimeSeriesSensors(
      TimeSeriesApi api,
      TagDirectory tags,
      SeriesNames names,
      ReadSettings settings,
      WallClock clock) {
    this.api = api;
    this.tags = tags;
    this.names = names;
    this.settings = settings;
    this.shared = new SharedPoints(new BulkRead(api, tags, settings)::read, clock);
  }

  @Override
  public void verify() throws ProviderException {
    api.verify();
  }

  @Override
  public List<SeriesInfo> list(String search, String after, int limit) throws ProviderException {
    String wanted = search.toLowerCase(Locale.ROOT);
    return names.all().tailMap(after, false).values().stream()
        .filter(t -> t.name().toLowerCase(Locale.ROOT).contains(wanted))
        .limit(limit)
        .map(TimeSeriesSensors::info)
        .toList();
  }

  /** The API does not say cheaply how many points there are, and from when to when. */
  private static SeriesInfo info(Tag tag) {
    return new SeriesInfo(tag.name(), -1, Long.MAX_VALUE, Long.MIN_VALUE, tag.attributes());
  }

  @Override
  public Optional<SeriesInfo> find(String name) throws ProviderException {
    return tags.find(name).map(TimeSeriesSensors::info);
  }

  @Override
  public long count() throws ProviderException {
    return names.all().size();
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("series", String.join(", ", query.series()));
    parameters.put("startTime", Times.text(query.range().from()));
    parameters.put("endTime", Times.text(query.range().to()));
    parameters.put("limit", Integer.toString(settings.page()));
    return new NativeRange(
        "http",
        "POST "
            + api.base()
            + "/query/data [{\"id\": <id of each of :series>, \"startTime\": :startTime,"
            + " \"endTime\": :endTime, \"limit\": :limit, \"includeOutsidePoints\": false}]",
        parameters);
  }

  @Override
  public Frame read(FrameQuery query) throws ProviderException {
    List<String> each = new ArrayList<>(new LinkedHashSet<>(query.series()));
    List<PointColumn> points = shared.read(tags.find(each), query.range());
    List<PointColumn> columns = new ArrayList<>();
    query.series().forEach(name -> columns.add(points.get(each.indexOf(name))));
    return query.step() > 0 ? buckets(query, columns) : PointColumn.join(query.series(), columns);
  }

  private static Frame buckets(FrameQuery query, List<PointColumn> columns) {
    double[][] out = new double[columns.size()][];
    for (int c = 0; c < out.length; c++) {
      PointColumn p = columns.get(c);
      out[c] =
          Resampler.resample(
              p.times(), p.values(), p.size(), query.range(), query.step(), query.aggregation());
    }
    return new Frame(query.series(), Resampler.starts(query.range(), query.step()), out);
  }

  @Override
  public void close() {
    api.close();
  }
}
