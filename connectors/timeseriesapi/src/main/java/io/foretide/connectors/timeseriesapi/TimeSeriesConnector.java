package io.foretide.connectors.timeseriesapi;

import io.foretide.connectors.http.Session;
import io.foretide.core.connect.Connector;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.MemoryCache;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.connect.SharedCache;
import io.foretide.core.error.ProviderException;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.settings.Settings;
import java.util.List;

/** {@code type: time_series_api}. */
public final class TimeSeriesConnector implements Connector {
  private static final int CACHED = 200_000;

  @Override
  public List<String> types() {
    return List.of("time_series_api");
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer.SensorData(TimeSeriesConnector::sensors),
        new Offer.PredictionStorage(TimeSeriesConnector::sink));
  }

  private static Opening<SensorSource> sensors(Settings s) {
    TimeSeriesSettings settings = TimeSeriesSettings.read(s);
    ReadSettings reading = ReadSettings.read(s);
    s.obsolete("batch_size", "it bounds what is written, and this section reads");
    return context -> {
      TimeSeriesApi api = api(settings, context);
      TimeSeriesSensors sensors =
          new TimeSeriesSensors(
              api,
              directory(api, settings, context),
              new SeriesNames(api, settings.facility(), context.clock()),
              reading,
              context.clock());
      return new SensorSource(sensors, sensors);
    };
  }

  private static Opening<PredictionStorageProvider> sink(Settings s) {
    TimeSeriesSettings settings = TimeSeriesSettings.read(s);
    ReadSettings reading = ReadSettings.read(s);
    int batch = (int) s.integer("batch_size", 10_000, 1, 1_000_000);
    return context -> {
      TimeSeriesApi api = api(settings, context);
      return new TimeSeriesSink(api, directory(api, settings, context), reading, batch);
    };
  }

  private static TimeSeriesApi api(TimeSeriesSettings settings, ConnectorContext context)
      throws ProviderException.Rejected {
    return new TimeSeriesApi(
        settings.base(), Session.open(settings.http(), settings.auth(), context));
  }

  private static TagDirectory directory(
      TimeSeriesApi api, TimeSeriesSettings settings, ConnectorContext context) {
    SharedCache cache = context.cache().orElseGet(() -> new MemoryCache(context.clock(), CACHED));
    return new TagDirectory(
        api, cache, new MemoryCache(context.clock(), CACHED), settings.facility());
  }
}
