package io.foretide.app.config;

import io.foretide.core.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings of an Enodo installation: its {@code hub.conf}, {@code listener.conf} or {@code
 * worker.conf}, and the variables {@code ENODO_<SECTION>_<KEY>}, which win. What they mean here is
 * in {@link EnodoKeys}.
 */
final class EnodoFile {
  static final String PREFIX = "ENODO_";

  private static final Set<String> SECTIONS =
      Set.of(
          "enodo",
          "hub",
          "worker",
          "analyser",
          "siridb",
          "siridb_forecast",
          "siridb_data",
          "siridb_output",
          "thingsdb",
          "events");

  /** Variables of the listener in Go, which name no section. */
  private static final List<String> BARE =
      List.of(
          "HUB_HOSTNAME", "HUB_PORT", "TCP_PORT", "READY_PORT", "INTERNAL_SECURITY_TOKEN", "ID");

  /** Keys by section, each with where it was written. */
  record Value(String text, String origin) {}

  private EnodoFile() {}

  /**
   * The settings of a file.
   *
   * @throws SettingsException if the file cannot be read, or a line is none of its form
   */
  static Map<String, Map<String, Value>> read(Path file) {
    Map<String, Map<String, Value>> out = new LinkedHashMap<>();
    String section = "";
    int number = 0;
    for (String raw : YamlFile.text(file).split("\\R", -1)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1).strip().toLowerCase(Locale.ROOT);
        continue;
      }
      int equals = line.indexOf('=');
      int colon = line.indexOf(':');
      int at = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
      if (at <= 0 || section.isEmpty()) {
        throw new SettingsException(
            file + " line " + number,
            "is no line of an Enodo file: expected [section] or key = value");
      }
      String key = line.substring(0, at).strip().toLowerCase(Locale.ROOT);
      out.computeIfAbsent(section, s -> new LinkedHashMap<>())
          .put(key, new Value(line.substring(at + 1).strip(), file + " line " + number));
    }
    return out;
  }

  /** Puts the variables of the environment on top. */
  static void addEnvironment(
      Map<String, Map<String, Value>> into, Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach((variable, text) -> {
          if (!variable.startsWith(PREFIX)
              || text.isEmpty()
              || variable.equals(ConfigurationFiles.ENODO)) {
            return;
          }
          String rest = variable.substring(PREFIX.length());
          String section = "";
          String key = rest.toLowerCase(Locale.ROOT);
          if (BARE.contains(rest)) {
            section = "go";
          } else {
            for (String s : SECTIONS) {
              if (key.startsWith(s + "_") && s.length() > section.length()) {
                section = s;
              }
            }
            key = section.isEmpty() ? key : key.substring(section.length() + 1);
          }
          into.computeIfAbsent(section, s -> new LinkedHashMap<>())
              .put(key, new Value(text, "environment " + variable));
        });
  }
}
