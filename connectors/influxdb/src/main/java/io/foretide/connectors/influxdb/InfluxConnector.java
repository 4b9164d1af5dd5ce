package io.foretide.connectors.influxdb;

import io.foretide.core.connect.Connector;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code type: influxdb}. */
public final class InfluxConnector implements Connector {
  /** Points of one write, as InfluxDB's own advice has it. */
  private static final int BATCH = 10_000;

  @Override
  public List<String> types() {
    return List.of("influxdb", "influx");
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer.SensorData(InfluxConnector::sensors),
        new Offer.PredictionStorage(InfluxConnector::sink));
  }

  private static Opening<SensorSource> sensors(Settings s) {
    InfluxAccess access = InfluxAccess.read(s);
    SensorLayout layout = SensorLayout.read(s);
    return context -> {
      InfluxClient client = new InfluxClient(access);
      InfluxSensors sensors =
          new InfluxSensors(client, layout, new SeriesNames(client, layout, context.clock()));
      return new SensorSource(sensors, sensors);
    };
  }

  private static Opening<PredictionStorageProvider> sink(Settings s) {
    InfluxAccess access = InfluxAccess.read(s);
    Settings more = s.section("tags");
    Map<String, String> tags = new LinkedHashMap<>();
    more.keys().forEach(k -> tags.put(k, more.text(k)));
    int batch = (int) s.integer("batch_size", BATCH, 1, 1_000_000);
    return context -> new InfluxSink(new InfluxClient(access), tags, batch);
  }
}
