package io.foretide.app.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sections of the configuration file. */
final class Sections {
  static final Set<String> NAMES =
      new LinkedHashSet<>(
          List.of(
              "scheduler",
              "executor",
              "task_queue",
              "model_info",
              "models_metadata_info",
              "predictor",
              "sensor_data",
              "prediction_storage",
              "prediction_metadata_storage",
              "hub",
              "listener",
              "worker",
              "pipeline",
              "store",
              "cache",
              "alarms",
              "roles",
              "log",
              "telemetry"));

  private Sections() {}
}
