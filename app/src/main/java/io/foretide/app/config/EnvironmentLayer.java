package io.foretide.app.config;

import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.Problem;
import io.foretide.core.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings from {@code FORETIDE_*} variables: {@code FORETIDE_HUB_PORT} is {@code hub.port}, {@code
 * FORETIDE_TASK_QUEUE_TYPE} is {@code task_queue.type}; two underscores go one level deeper: {@code
 * FORETIDE_STORE_RETENTION__POINTS} is {@code store.retention.points}. A comma-separated value may
 * stand for a list. Latigo's {@code CACHE_HOST}, {@code CACHE_PORT} and {@code CACHE_PASSWORD} name
 * a Redis over TLS, and its {@code LOG_LEVEL} is {@code log.level}.
 */
final class EnvironmentLayer {
  static final String PREFIX = "FORETIDE_";

  /** Variables that are no settings. */
  private static final Set<String> OTHERS =
      Set.of("CONFIG_FILE", "JAVA_OPTS", "HOME", "URL", "TOKEN", "DATA", "CACHE", "NO_AOT", "JDKS");

  /** Python's names of levels, as Latigo took them. */
  private static final Map<String, String> LEVELS =
      Map.of(
          "CRITICAL", "error",
          "FATAL", "error",
          "ERROR", "error",
          "WARNING", "warning",
          "WARN", "warning",
          "INFO", "info",
          "DEBUG", "debug",
          "TRACE", "trace");

  private static final String LATIGO = "LATIGO_";

  /** Latigo's variables that count; older ones set single keys. */
  private static final Set<String> OF_LATIGO =
      Set.of("LATIGO_SCHEDULER_CONFIG_FILE", "LATIGO_EXECUTOR_CONFIG_FILE", "LATIGO_LEGACY_MERGE");

  private static final List<String> NAMES = List.of("ERROR", "WARNING", "INFO", "DEBUG", "TRACE");

  private EnvironmentLayer() {}

  static Layer of(Map<String, String> environment, Set<String> sections) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, String> origins = new LinkedHashMap<>();
    if (!environment.getOrDefault("CACHE_HOST", "").isEmpty()) {
      Map<String, Object> cache = new LinkedHashMap<>();
      cache.put("type", "redis");
      for (String key : List.of("host", "port", "password")) {
        String variable = "CACHE_" + key.toUpperCase(Locale.ROOT);
        if (!environment.getOrDefault(variable, "").isEmpty()) {
          cache.put(key, environment.getOrDefault(variable, ""));
          origins.put("cache." + key, "environment " + variable);
        }
      }
      values.put("cache", cache);
    }
    List<Problem> notes = new ArrayList<>();
    String level = environment.getOrDefault("LOG_LEVEL", "").strip();
    if (!level.isEmpty()) {
      String ours = LEVELS.get(level.toUpperCase(Locale.ROOT));
      if (ours == null) {
        notes.add(
            new Problem(
                "environment LOG_LEVEL",
                "'" + level + "' is left out: expected one of " + String.join(", ", NAMES)));
      } else {
        values.put("log", Map.of("level", ours));
        origins.put("log.level", "environment LOG_LEVEL");
      }
    }
    new TreeMap<>(environment)
        .forEach((variable, text) -> {
          if (variable.startsWith(LATIGO) && !OF_LATIGO.contains(variable)) {
            notes.add(
                new Problem(
                    "environment " + variable,
                    "has no effect: set its value in a file, or as FORETIDE_<section>_<key>"));
          }
          if (variable.startsWith(PREFIX)
              && !OTHERS.contains(variable.substring(PREFIX.length()))) {
            List<String> path = path(variable, sections);
            put(values, path, text, variable);
            origins.put(String.join(".", path), "environment " + variable);
          }
        });
    return new Layer(values, origins, notes);
  }

  private static List<String> path(String variable, Set<String> sections) {
    String rest = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    String section = "";
    for (String s : sections) {
      if (rest.startsWith(s + "_") && s.length() > section.length()) {
        section = s;
      }
    }
    if (section.isEmpty()) {
      throw new SettingsException(
          "environment " + variable,
          "names no section: expected FORETIDE_ and one of "
              + String.join(", ", sections.stream().sorted().toList())
              + ", then the key"
              + Nearest.hint(rest.replaceFirst("_[^_]*$", ""), sections));
    }
    List<String> path = new ArrayList<>();
    path.add(section);
    path.addAll(List.of(rest.substring(section.length() + 1).split("__")));
    return path;
  }

  private static void put(
      Map<String, Object> values, List<String> path, String text, String variable) {
    String key = path.getFirst();
    if (path.size() == 1) {
      values.put(key, text);
      return;
    }
    Map<String, Object> inner = new LinkedHashMap<>();
    switch (values.get(key)) {
      case null -> {}
      case Map<?, ?> m -> m.forEach((k, v) -> inner.put((String) k, v));
      default ->
          throw new SettingsException(
              "environment " + variable,
              "sets a key of '" + key + "', which another variable sets as a whole: remove one");
    }
    put(inner, path.subList(1, path.size()), text, variable);
    values.put(key, inner);
  }
}
