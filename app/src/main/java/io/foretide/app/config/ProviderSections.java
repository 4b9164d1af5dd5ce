package io.foretide.app.config;

import io.foretide.app.connect.Configured;
import io.foretide.app.connect.SectionReader;
import io.foretide.core.connect.Offer;
import io.foretide.core.connect.ProjectInformationProvider;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.connect.SharedCache;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.settings.Settings;
import io.foretide.core.task.TaskQueue;
import java.util.List;

/**
 * The sections that name providers, each with the first as the default.
 *
 * @param queue carries tasks: built in are {@code memory} and {@code postgres}
 * @param models says which models exist: built in is {@code files}
 * @param projects says which projects exist: built in is {@code none}
 * @param execution runs models: built in is {@code built_in}, which is always there as well
 * @param sensorData where models read: built in is {@code store}
 * @param predictionStorage where predictions go: built in is {@code store}
 * @param predictionMetadata is told of predictions: built in is {@code none}
 * @param cache is shared with other processes: built in is {@code memory}, of this process alone
 */
public record ProviderSections(
    List<Configured<TaskQueue>> queue,
    List<Configured<ModelInformationProvider>> models,
    List<Configured<ProjectInformationProvider>> projects,
    List<Configured<ModelExecutionProvider>> execution,
    List<Configured<SensorSource>> sensorData,
    List<Configured<PredictionStorageProvider>> predictionStorage,
    List<Configured<PredictionMetadataStorageProvider>> predictionMetadata,
    List<Configured<SharedCache>> cache) {
  private static final String ROWS = "postgres";
  private static final String FOLDER = "models";

  /** Whether tasks are rows of the store. */
  public boolean queueOfRows() {
    return queue.getFirst().type().equals(ROWS);
  }

  static ProviderSections read(Settings root, SectionReader reader) {
    return new ProviderSections(
        reader.read(
            root.section("task_queue"),
            List.of("memory", ROWS),
            Offer.Queue.class,
            Offer.Queue::read),
        reader.read(
            root.section("model_info"), List.of("files"), Offer.Models.class, Offer.Models::read),
        reader.read(
            root.section("models_metadata_info"),
            List.of("none"),
            Offer.Projects.class,
            Offer.Projects::read),
        reader.read(
            root.section("predictor"),
            List.of("built_in"),
            Offer.Execution.class,
            Offer.Execution::read),
        reader.read(
            root.section("sensor_data"),
            List.of("store"),
            Offer.SensorData.class,
            Offer.SensorData::read),
        reader.read(
            root.section("prediction_storage"),
            List.of("store"),
            Offer.PredictionStorage.class,
            Offer.PredictionStorage::read),
        reader.read(
            root.section("prediction_metadata_storage"),
            List.of("none"),
            Offer.PredictionMetadata.class,
            Offer.PredictionMetadata::read),
        reader.read(
            root.section("cache"), List.of("memory"), Offer.Cache.class, Offer.Cache::read));
  }

  /** The same with other sources of sensor data. */
  public ProviderSections withSensorData(List<Configured<SensorSource>> other) {
    return new ProviderSections(
        queue, models, projects, execution, other, predictionStorage, predictionMetadata, cache);
  }

  /** {@code folder} of the model files; they are read beside any other source of models. */
  String modelFolder() {
    for (Configured<ModelInformationProvider> c : models) {
      if (c.opening().isEmpty()) {
        return c.settings().text("folder", FOLDER);
      }
    }
    return FOLDER;
  }
}
