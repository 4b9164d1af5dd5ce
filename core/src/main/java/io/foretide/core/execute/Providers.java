package io.foretide.core.execute;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.sensor.SensorDataProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configured providers by name; the empty name is the default.
 *
 * @param sensorData where inputs are read
 * @param storages outside systems that rows go to as well
 * @param together names of the storages that are the store itself: nothing goes outside
 * @param executions what runs models; the first that knows a kind runs it
 * @param metadata are told of every prediction
 */
public record Providers(
    Map<String, SensorDataProvider> sensorData,
    Map<String, PredictionStorageProvider> storages,
    Set<String> together,
    List<ModelExecutionProvider> executions,
    List<PredictionMetadataStorageProvider> metadata) {
  public Providers {
    sensorData = Map.copyOf(sensorData);
    storages = Map.copyOf(storages);
    together = Set.copyOf(together);
    executions = List.copyOf(executions);
    metadata = List.copyOf(metadata);
  }

  /** Without anybody who is told of predictions. */
  public Providers(
      Map<String, SensorDataProvider> sensorData,
      Map<String, PredictionStorageProvider> storages,
      Set<String> together,
      List<ModelExecutionProvider> executions) {
    this(sensorData, storages, together, executions, List.of());
  }

  /**
   * @throws ProviderException.Rejected if the model names a provider that is not configured
   */
  public SensorDataProvider sensorData(ModelDefinition d) throws ProviderException {
    return named(sensorData, d.sensorData(), "sensor_data", d);
  }

  /**
   * The outside system that a model's rows go to; empty if they stay in the store.
   *
   * @throws ProviderException.Rejected if the model names a storage that is not configured
   */
  public Optional<PredictionStorageProvider> storage(ModelDefinition d) throws ProviderException {
    if (together.contains(d.predictionStorage())) {
      return Optional.empty();
    }
    return Optional.of(named(storages, d.predictionStorage(), "prediction_storage", d));
  }

  /**
   * @throws ProviderException.Rejected if nothing runs this kind of model
   */
  public ModelExecutionProvider execution(ModelDefinition d) throws ProviderException {
    List<String> known = new ArrayList<>();
    for (ModelExecutionProvider p : executions) {
      if (p.kinds().contains(d.run().kind())) {
        return p;
      }
      known.addAll(p.kinds());
    }
    throw new ProviderException.Rejected(
        "model '"
            + d.name()
            + "': nothing runs '"
            + d.run().kind()
            + "': expected one of "
            + known);
  }

  private static <T> T named(Map<String, T> all, String name, String section, ModelDefinition d)
      throws ProviderException {
    T found = all.get(name);
    if (found == null) {
      throw new ProviderException.Rejected(
          "model '"
              + d.name()
              + "': "
              + section
              + " '"
              + name
              + "' is not configured: expected one of "
              + all.keySet().stream().filter(n -> !n.isEmpty()).sorted().toList());
    }
    return found;
  }
}
