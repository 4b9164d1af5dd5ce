package io.foretide.app.config;

import io.foretide.app.connect.Connectors;
import io.foretide.app.connect.SectionReader;
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
 * @param queueCapacity most tasks that wait in the queue in memory
 * @param models the folder of model files
 * @param providers what the sections name that choose a {@code type}
 * @param predictor where models of other tools are
 * @param hub addresses and tokens
 * @param listener watched folders and pulled tables
 * @param store the database
 * @param alarms what is an alarm and who is told
 * @param logLevel such as {@code info}
 * @param reading every value with its origin, and the warnings
 */
public record Configuration(
    SchedulerConfig scheduler,
    ExecutorConfig executor,
    int queueCapacity,
    Path models,
    ProviderSections providers,
    PredictorConfig predictor,
    HubConfig hub,
    ListenerConfig listener,
    StoreConfig store,
    AlarmsConfig alarms,
    String logLevel,
    Reading reading) {

  /**
   * Reads the merged layers.
   *
   * @param base folder that relative paths start from: the configuration file's
   * @throws SettingsException listing every problem
   */
  public static Configuration read(Layer layer, Path base) {
    return read(layer, base, Connectors.onClassPath());
  }

  /**
   * The same with the connectors given.
   *
   * @throws SettingsException listing every problem
   */
  public static Configuration read(Layer layer, Path base, Connectors connectors) {
    Reading reading = new Reading(path -> layer.origins().getOrDefault(path, ""));
    layer.notes().forEach(n -> reading.warning(n.path(), n.message()));
    Settings root = Settings.of("", Settings.plain(layer.values()), reading);
    Configuration out = read(root, base, reading, new SectionReader(connectors));
    root.finish();
    return out;
  }

  private static Configuration read(
      Settings root, Path base, Reading reading, SectionReader reader) {
    ProviderSections providers = ProviderSections.read(root, reader);
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
        providers.queueCapacity(),
        base.resolve(providers.modelFolder()).normalize(),
        providers,
        PredictorConfig.read(providers.execution(), base),
        HubConfig.read(root.section("hub"), base),
        ListenerConfig.read(root.section("listener"), base),
        StoreConfig.read(root.section("store"), base),
        AlarmsConfig.read(root.section("alarms")),
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
        providers,
        predictor,
        other,
        listener,
        store,
        alarms,
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
