package io.foretide.core.connect;

import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.settings.Settings;
import io.foretide.core.task.TaskQueue;
import java.util.function.Function;

/**
 * What a connector can be in one section. {@code read} takes the section's settings, notes every
 * problem there, and does no I/O; its result is used only if there was no problem.
 */
public sealed interface Offer {
  /**
   * In {@code task_queue}.
   *
   * @param read the settings
   */
  record Queue(Function<Settings, Opening<TaskQueue>> read) implements Offer {}

  /**
   * In {@code sensor_data}.
   *
   * @param read the settings
   */
  record SensorData(Function<Settings, Opening<SensorSource>> read) implements Offer {}

  /**
   * In {@code prediction_storage}.
   *
   * @param read the settings
   */
  record PredictionStorage(Function<Settings, Opening<PredictionStorageProvider>> read)
      implements Offer {}

  /**
   * In {@code prediction_metadata_storage}.
   *
   * @param read the settings
   */
  record PredictionMetadata(Function<Settings, Opening<PredictionMetadataStorageProvider>> read)
      implements Offer {}

  /**
   * In {@code model_info}.
   *
   * @param read the settings
   */
  record Models(Function<Settings, Opening<ModelInformationProvider>> read) implements Offer {}

  /**
   * In {@code models_metadata_info}.
   *
   * @param read the settings
   */
  record Projects(Function<Settings, Opening<ProjectInformationProvider>> read) implements Offer {}

  /**
   * In {@code cache}.
   *
   * @param read the settings
   */
  record Cache(Function<Settings, Opening<SharedCache>> read) implements Offer {}

  /**
   * In {@code predictor}.
   *
   * @param read the settings
   */
  record Execution(Function<Settings, Opening<ModelExecutionProvider>> read) implements Offer {}
}
