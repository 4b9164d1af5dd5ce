package io.foretide.connectors.siridb;

import io.foretide.core.connect.Connector;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.settings.Settings;
import java.util.List;

/** {@code type: siridb}. */
public final class SiriConnector implements Connector {
  @Override
  public List<String> types() {
    return List.of("siridb");
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer.SensorData(SiriConnector::sensors),
        new Offer.PredictionStorage(SiriConnector::sink));
  }

  private static Opening<SensorSource> sensors(Settings s) {
    SiriAccess access = SiriAccess.read(s);
    return context -> {
      SiriClient client = new SiriClient(access);
      SiriSensors sensors = new SiriSensors(client, new SeriesList(client, context.clock()));
      return new SensorSource(sensors, sensors);
    };
  }

  private static Opening<PredictionStorageProvider> sink(Settings s) {
    SiriAccess access = SiriAccess.read(s);
    SeriesNaming naming = SeriesNaming.read(s);
    return context -> {
      SiriClient client = new SiriClient(access);
      return new SiriSink(client, new SeriesList(client, context.clock()), naming);
    };
  }
}
