package io.foretide.app.config;

import io.foretide.app.connect.Connectors;
import io.foretide.app.connect.SectionReader;
import io.foretide.core.process.Role;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 * @param enodo Enodo's protocol
 * @param roles what this process does
 * @param logLevel such as {@code info}
 * @param telemetry logs, traces and timings
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
    EnodoConfig enodo,
    Set<Role> roles,
    String logLevel,
    TelemetryConfig telemetry,
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
    Reading reading = new Reading(path -> layer.origins().getOrDefault(path, ""), layer::isForeign);
    layer.notes().forEach(n -> reading.warning(n.path(), n.message()));
    Settings root = Settings.of("", Settings.plain(layer.values()), reading);
    Configuration out = read(root, base, reading, new SectionReader(connectors));
    root.finish();
    return out;
  }

  private static Configuration read(
      Settings root, Path base, Reading reading, SectionReader reader) {
    ProviderSections providers = ProviderSections.read(root, reader);
    Settings pipeline = root.section("pipeline");
    if (!pipeline.keys().isEmpty()) {
      root.problem("pipeline", "is not available in this version: remove the section");
      pipeline.keys().forEach(pipeline::any);
    }
    Settings hub = root.section("hub");
    Settings listener = root.section("listener");
    StoreConfig store = StoreConfig.read(root.section("store"), base);
    Settings scheduler = root.section("scheduler");
    Settings executor = root.section("executor");
    Settings log = root.section("log");
    return new Configuration(
        SchedulerConfig.read(scheduler),
        ExecutorConfig.read(executor, Runtime.getRuntime().availableProcessors()),
        QueueWithoutBroker.capacity(root.section("task_queue"), providers.queue()),
        base.resolve(providers.modelFolder()).normalize(),
        providers,
        PredictorConfig.read(providers.execution(), base),
        HubConfig.read(hub, base),
        ListenerConfig.read(listener, base),
        store,
        AlarmsConfig.read(root.section("alarms")),
        EnodoConfig.read(
            hub.section("enodo"), listener.section("enodo"), root.section("worker"), base),
        RolesConfig.read(root, providers, store),
        log.choice("level", "info", List.of("error", "warning", "info", "debug", "trace")),
        TelemetryConfig.read(
            log,
            root.section("telemetry"),
            AzureMonitor.read(scheduler),
            AzureMonitor.read(executor)),
        reading);
  }

  /** The same on a free loopback port and with all roles, for a server inside a command. */
  public Configuration onFreePort() {
    return with(HubConfig.local(), EnodoConfig.NONE, EnumSet.allOf(Role.class));
  }

  public Configuration onPort(int port) {
    return with(hub.onPort(port), enodo, roles);
  }

  private Configuration with(HubConfig other, EnodoConfig otherEnodo, Set<Role> does) {
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
        otherEnodo,
        does,
        logLevel,
        telemetry,
        reading);
  }

  /** Every value as JSON-like rows for pages and {@code config show}. */
  public List<Map<String, String>> effective() {
    return reading.values().stream()
        .map(v -> Map.of("path", v.path(), "value", v.shown(), "origin", v.origin()))
        .toList();
  }
}
