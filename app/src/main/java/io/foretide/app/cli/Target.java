package io.foretide.app.cli;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.ConfigurationFiles;
import io.foretide.app.config.Layer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration and data folder a command is about. */
public final class Target {
  private static final Path USUAL = Path.of("foretide.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file (default: foretide.yaml in this folder, if there is one).")
  private @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Folder of the database (default: store.folder, else 'data').")
  private @Nullable Path dataDir;

  @Option(
      names = "--scheduler-config",
      paramLabel = "FILE",
      description = "Configuration of a Latigo scheduler (default: LATIGO_SCHEDULER_CONFIG_FILE).")
  private @Nullable Path scheduler;

  @Option(
      names = "--executor-config",
      paramLabel = "FILE",
      description = "Configuration of a Latigo executor (default: LATIGO_EXECUTOR_CONFIG_FILE).")
  private @Nullable Path executor;

  @Option(
      names = "--enodo-config",
      paramLabel = "FILE",
      description = "hub.conf, listener.conf or worker.conf of Enodo, below all other settings.")
  private @Nullable Path enodo;

  /** The configuration file; empty if none is named and none is here. */
  Optional<Path> file() {
    if (config != null) {
      return Optional.of(config);
    }
    return Files.exists(USUAL) ? Optional.of(USUAL) : Optional.empty();
  }

  /** Where relative paths of the configuration start. */
  Path base() {
    Path parent = file().map(f -> f.toAbsolutePath().getParent()).orElse(null);
    return parent == null ? Path.of("").toAbsolutePath() : parent;
  }

  Layer layer(Map<String, Object> options) {
    Map<String, Object> values = new LinkedHashMap<>(options);
    Map<String, String> origins = new LinkedHashMap<>();
    if (dataDir != null) {
      values.put("store", Map.of("folder", dataDir.toAbsolutePath().toString()));
    }
    values.forEach((section, v) -> {
      if (v instanceof Map<?, ?> m) {
        m.keySet().forEach(k -> origins.put(section + "." + k, "command line"));
      } else {
        origins.put(section, "command line");
      }
    });
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (scheduler != null) {
      environment.put(ConfigurationFiles.SCHEDULER, scheduler.toString());
    }
    if (executor != null) {
      environment.put(ConfigurationFiles.EXECUTOR, executor.toString());
    }
    if (enodo != null) {
      environment.put(ConfigurationFiles.ENODO, enodo.toString());
    }
    return ConfigurationFiles.load(file(), environment, new Layer(values, origins));
  }

  Configuration configuration() {
    return configuration(Map.of());
  }

  /**
   * @param options settings given on the command line, by section and key
   */
  Configuration configuration(Map<String, Object> options) {
    return Configuration.read(layer(options), base());
  }

  boolean named() {
    return config != null
        || scheduler != null
        || executor != null
        || dataDir != null
        || Files.exists(USUAL);
  }
}
