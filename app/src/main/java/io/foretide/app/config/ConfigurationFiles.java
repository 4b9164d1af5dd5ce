package io.foretide.app.config;

import io.foretide.core.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds and merges the layers of the configuration: file, then the overlay files named by {@code
 * LATIGO_SCHEDULER_CONFIG_FILE}, {@code LATIGO_EXECUTOR_CONFIG_FILE} and {@code
 * FORETIDE_CONFIG_FILE}, then {@code FORETIDE_*} variables, then the command line.
 */
public final class ConfigurationFiles {
  /** Variables that name overlay files, lowest first. */
  public static final List<String> OVERLAYS =
      List.of(
          "LATIGO_SCHEDULER_CONFIG_FILE", "LATIGO_EXECUTOR_CONFIG_FILE", "FORETIDE_CONFIG_FILE");

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
    Layer all = file.map(f -> YamlFile.read(f, text::expand)).orElse(Layer.EMPTY);
    for (String variable : OVERLAYS) {
      String path = environment.getOrDefault(variable, "");
      if (!path.isBlank()) {
        Layer overlay = overlay(variable, Path.of(path), text);
        all = all.with(overlay);
      }
    }
    Set<String> sections = Sections.NAMES;
    return all.with(EnvironmentLayer.of(environment, sections)).with(commandLine);
  }

  private static Layer overlay(String variable, Path path, EnvironmentText text) {
    Layer overlay;
    try {
      overlay = YamlFile.read(path, text::expand);
    } catch (SettingsException e) {
      throw new SettingsException("environment " + variable, e.getMessage());
    }
    if (overlay.values().isEmpty()) {
      throw new SettingsException(
          "environment " + variable, path + " is empty: expected settings, or unset the variable");
    }
    return overlay;
  }
}
