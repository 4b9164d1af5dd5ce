package io.foretide.app.config;

import io.foretide.core.settings.Problem;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Secret;
import io.foretide.core.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The two files of a Latigo installation as one of Foretide's.
 *
 * @param yaml the file
 * @param changed what is different from Latigo, one sentence each
 * @param variables that the file names in place of secrets
 */
public record LatigoImport(String yaml, List<String> changed, List<String> variables) {
  public LatigoImport {
    changed = List.copyOf(changed);
    variables = List.copyOf(variables);
  }

  /**
   * Reads one or two files; which is the scheduler's and which the executor's is told by their
   * sections.
   *
   * @param base folder that relative paths start from
   * @param withSecrets whether secrets are written as they are; otherwise as variables
   * @throws SettingsException if a file cannot be used, or both are of one role
   */
  public static LatigoImport of(List<Path> files, Path base, boolean withSecrets) {
    Map<LatigoFile.Role, LatigoFile> byRole = new HashMap<>();
    for (Path file : files) {
      Layer layer = YamlFile.read(file, s -> s);
      LatigoFile read = LatigoFile.of(LatigoFile.roleOf(layer), layer, false);
      if (byRole.put(read.role(), read) != null) {
        throw new SettingsException(
            file.toString(),
            "is a second file of a Latigo "
                + read.role().section
                + ": expected one of a scheduler and one of an executor");
      }
    }
    Optional<LatigoFile> scheduler = Optional.ofNullable(byRole.get(LatigoFile.Role.SCHEDULER));
    Layer all =
        scheduler
            .map(LatigoFile::usual)
            .orElse(Layer.EMPTY)
            .with(
                LatigoFiles.together(
                    scheduler, Optional.ofNullable(byRole.get(LatigoFile.Role.EXECUTOR))));
    return of(all, Configuration.read(all, base).reading(), files, withSecrets);
  }

  private static LatigoImport of(
      Layer all, Reading reading, List<Path> files, boolean withSecrets) {
    Set<String> dropped =
        reading.warnings().stream()
            .filter(w ->
                w.message().startsWith("is no longer needed")
                    || w.message().startsWith("is not known"))
            .map(Problem::path)
            .collect(Collectors.toSet());
    Set<String> secrets = new HashSet<>();
    for (Reading.Value v : reading.values()) {
      if (!withSecrets && v.shown().equals(Secret.MASK)) {
        secrets.add(v.path());
      }
    }
    Map<String, String> variables = new LinkedHashMap<>();
    Object tree = copy("", all.values(), dropped, secrets, variables);
    List<String> changed = reading.warnings().stream().map(Problem::toString).toList();
    StringBuilder out = new StringBuilder();
    out.append("# Made of ")
        .append(
            files.stream()
                .map(f -> String.valueOf(f.getFileName()))
                .collect(Collectors.joining(" and ")))
        .append(".\n");
    changed.forEach(c -> out.append("# ").append(c.replace("\n", " ")).append('\n'));
    if (!variables.isEmpty()) {
      out.append("# Set these variables: ")
          .append(String.join(", ", variables.values()))
          .append(".\n");
    }
    DumpSettings settings =
        DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(200)
            .setSplitLines(false)
            .build();
    out.append(new Dump(settings).dumpToString(tree));
    return new LatigoImport(out.toString(), changed, List.copyOf(variables.values()));
  }

  /**
   * The values without those that have no effect, secrets as variables; equal secrets share one.
   *
   * @param variables from secret to variable, filled here
   */
  private static @Nullable Object copy(
      String path,
      Object value,
      Set<String> dropped,
      Set<String> secrets,
      Map<String, String> variables) {
    if (dropped.contains(path)) {
      return null;
    }
    if (secrets.contains(path)) {
      String text = value.toString();
      if (text.matches("\\$\\{[A-Za-z_][A-Za-z0-9_]*}")) {
        return text;
      }
      return "${" + variables.computeIfAbsent(text, t -> fresh(path, variables)) + "}";
    }
    if (value instanceof Map<?, ?> m) {
      Map<String, Object> out = new LinkedHashMap<>();
      m.forEach((k, v) -> {
        Object kept =
            v == null
                ? null
                : copy(path.isEmpty() ? "" + k : path + "." + k, v, dropped, secrets, variables);
        if (kept != null && !(kept instanceof Map<?, ?> inner && inner.isEmpty())) {
          out.put(String.valueOf(k), kept);
        }
      });
      return out;
    }
    if (value instanceof List<?> l) {
      List<Object> out = new ArrayList<>();
      l.forEach(v -> out.add(v));
      return out;
    }
    return value;
  }

  private static String fresh(String path, Map<String, String> taken) {
    String name = path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    String out = name;
    for (int i = 2; taken.containsValue(out); i++) {
      out = name + "_" + i;
    }
    return out;
  }
}
