package io.foretide.app.config;

import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The whole configuration, checked.
 *
 * @param scheduler planning
 * @param executor running
 * @param queueCapacity most tasks that wait in the queue
 * @param models the folder of model files
 * @param sensorData where models read, by name
 * @param predictionStorage where predictions go, by name
 * @param hub addresses and tokens
 * @param listener watched folders and pulled tables
 * @param store the database
 * @param logLevel such as {@code info}
 * @param reading every value with its origin, and the warnings
 */
public record Configuration(
    SchedulerConfig scheduler,
    ExecutorConfig executor,
    int queueCapacity,
    Path models,
    List<ProviderChoice> sensorData,
    List<ProviderChoice> predictionStorage,
    HubConfig hub,
    ListenerConfig listener,
    StoreConfig store,
    String logLevel,
    Reading reading) {

  /**
   * Reads the merged layers.
   *
   * @param base folder that relative paths start from: the configuration file's
   * @throws SettingsException listing every problem
   */
  public static Configuration read(Layer layer, Path base) {
    Reading reading = new Reading(path -> layer.origins().getOrDefault(path, ""));
    Settings root = Settings.of("", Settings.plain(layer.values()), reading);
    Configuration out = read(root, base, reading);
    root.finish();
    return out;
  }

  private static Configuration read(Settings root, Path base, Reading reading) {
    Settings queue = root.section("task_queue");
    ProviderChoice.read(queue, List.of("memory"));
    Settings modelInfo = root.section("model_info");
    ProviderChoice.read(modelInfo, List.of("files"));
    ProviderChoice.read(root.section("models_metadata_info"), List.of("none"));
    ProviderChoice.read(root.section("predictor"), List.of("built_in"));
    ProviderChoice.read(root.section("prediction_metadata_storage"), List.of("none"));
    for (String later : List.of("worker", "pipeline")) {
      Settings s = root.section(later);
      if (!s.keys().isEmpty()) {
        root.problem(later, "is not available in this version: remove the section");
        s.keys().forEach(s::any);
      }
    }
    return new Configuration(
        SchedulerConfig.read(root.section("scheduler")),
        ExecutorConfig.read(root.section("executor"), Runtime.getRuntime().availableProcessors()),
        (int) queue.integer("capacity", 10_000, 1, 10_000_000),
        base.resolve(modelInfo.text("folder", "models")).normalize(),
        ProviderChoice.read(root.section("sensor_data"), List.of("store")),
        ProviderChoice.read(root.section("prediction_storage"), List.of("store")),
        HubConfig.read(root.section("hub"), base),
        ListenerConfig.read(root.section("listener"), base),
        StoreConfig.read(root.section("store"), base),
        root.section("log")
            .choice("level", "info", List.of("error", "warning", "info", "debug", "trace")),
        reading);
  }

  /** The same on a free loopback port, for a server inside a command. */
  public Configuration onFreePort() {
    return with(HubConfig.local());
  }

  public Configuration onPort(int port) {
    return with(hub.onPort(port));
  }

  private Configuration with(HubConfig other) {
    return new Configuration(
        scheduler,
        executor,
        queueCapacity,
        models,
        sensorData,
        predictionStorage,
        other,
        listener,
        store,
        logLevel,
        reading);
  }

  /** Every value as JSON-like rows for pages and {@code config show}. */
  public List<Map<String, String>> effective() {
    return reading.values().stream()
        .map(v -> Map.of("path", v.path(), "value", v.shown(), "origin", v.origin()))
        .toList();
  }
}
