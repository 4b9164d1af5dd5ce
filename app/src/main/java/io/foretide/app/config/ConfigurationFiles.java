package io.foretide.app.config;

import io.foretide.core.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds and merges the layers of the configuration: file, then the overlay files named by {@code
 * LATIGO_SCHEDULER_CONFIG_FILE}, {@code LATIGO_EXECUTOR_CONFIG_FILE} and {@code
 * FORETIDE_CONFIG_FILE}, then variables, then the command line.
 */
public final class ConfigurationFiles {
  /** The file of a Latigo scheduler. */
  public static final String SCHEDULER = LatigoFile.Role.SCHEDULER.variable;

  /** The file of a Latigo executor. */
  public static final String EXECUTOR = LatigoFile.Role.EXECUTOR.variable;

  private static final String OVERLAY = "FORETIDE_CONFIG_FILE";

  /** Whether a Latigo file is merged as Latigo did, which skipped {@code false} and 0. */
  private static final String LEGACY_MERGE = "LATIGO_LEGACY_MERGE";

  /** Names the {@code hub.conf}, {@code listener.conf} or {@code worker.conf} of Enodo. */
  public static final String ENODO = "ENODO_CONFIG_FILE";

  private ConfigurationFiles() {}

  /**
   * All layers as one.
   *
   * @param file the configuration file; empty for none
   * @param environment variables
   * @param commandLine settings given as options, on top of all
   * @throws SettingsException if a named file is missing, empty or no YAML
   */
  public static Layer load(
      Optional<Path> file, Map<String, String> environment, Layer commandLine) {
    EnvironmentText text = new EnvironmentText(environment);
    Optional<LatigoFile> scheduler = latigo(LatigoFile.Role.SCHEDULER, environment, text);
    Optional<LatigoFile> executor = latigo(LatigoFile.Role.EXECUTOR, environment, text);
    Layer all = enodo(environment).with(scheduler.map(LatigoFile::usual).orElse(Layer.EMPTY));
    all = all.with(file.map(f -> YamlFile.read(f, text::expand)).orElse(Layer.EMPTY));
    all = all.with(LatigoFiles.together(scheduler, executor));
    all = all.with(named(OVERLAY, environment, text).orElse(Layer.EMPTY));
    Set<String> sections = Sections.NAMES;
    return all.with(EnvironmentLayer.of(environment, sections)).with(commandLine);
  }

  /** What an Enodo installation says, below all else. */
  private static Layer enodo(Map<String, String> environment) {
    String file = environment.getOrDefault(ENODO, "");
    Map<String, Map<String, EnodoFile.Value>> old =
        file.isBlank() ? new LinkedHashMap<>() : EnodoFile.read(Path.of(file));
    EnodoFile.addEnvironment(old, environment);
    return EnodoKeys.translate(old);
  }

  private static Optional<LatigoFile> latigo(
      LatigoFile.Role role, Map<String, String> environment, EnvironmentText text) {
    boolean legacy =
        List.of("1", "true", "yes", "on")
            .contains(environment.getOrDefault(LEGACY_MERGE, "").strip().toLowerCase(Locale.ROOT));
    return named(role.variable, environment, text).map(f -> LatigoFile.of(role, f, legacy));
  }

  private static Optional<Layer> named(
      String variable, Map<String, String> environment, EnvironmentText text) {
    String path = environment.getOrDefault(variable, "");
    if (path.isBlank()) {
      return Optional.empty();
    }
    Layer overlay;
    try {
      overlay = YamlFile.read(Path.of(path), text::expand);
    } catch (SettingsException e) {
      throw new SettingsException("environment " + variable, e.getMessage());
    }
    if (overlay.values().isEmpty()) {
      throw new SettingsException(
          "environment " + variable, path + " is empty: expected settings, or unset the variable");
    }
    return Optional.of(overlay);
  }
}
