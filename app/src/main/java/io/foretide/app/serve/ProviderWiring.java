package io.foretide.app.serve;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.ProviderChoice;
import io.foretide.core.execute.Providers;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.store.SqliteStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The providers that the configuration names; the first of a section is the default. */
final class ProviderWiring {
  private ProviderWiring() {}

  static Providers providers(
      Configuration configuration, SqliteStore store, ModelExecutionProvider execution) {
    Map<String, SensorDataProvider> data = named(configuration.sensorData(), store.points());
    Map<String, PredictionStorageProvider> storages =
        named(configuration.predictionStorage(), store.predictions());
    return new Providers(data, storages, storages.keySet(), List.of(execution));
  }

  private static <T> Map<String, T> named(List<ProviderChoice> choices, T store) {
    Map<String, T> out = new HashMap<>();
    out.put("", store);
    choices.forEach(c -> out.put(c.name(), store));
    return out;
  }
}
