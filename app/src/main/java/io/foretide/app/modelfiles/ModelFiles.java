package io.foretide.app.modelfiles;

import io.foretide.app.config.EnvironmentText;
import io.foretide.app.config.YamlFile;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.settings.Problem;
import io.foretide.core.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The model files of a folder as they stand.
 *
 * @param models what the right ones say, by file
 * @param problems what is wrong with the others, each with its file
 */
public record ModelFiles(Map<String, ModelDefinition> models, List<Problem> problems) {

  /**
   * Reads them all; changes nothing.
   *
   * @param defaults of models that do not say them
   */
  public static ModelFiles read(
      Path folder, Map<String, Object> defaults, Map<String, String> environment) {
    EnvironmentText expand = new EnvironmentText(environment);
    Map<String, ModelDefinition> models = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    Map<String, Path> files = Map.of();
    try {
      files = list(folder);
    } catch (IOException | UncheckedIOException e) {
      problems.add(new Problem(folder.toString(), "cannot be read: " + e.getMessage()));
    }
    Map<String, String> names = new TreeMap<>();
    files.forEach((name, path) -> {
      try {
        ModelDefinition d = read(path, YamlFile.text(path), defaults, expand);
        String twin = names.putIfAbsent(d.name(), name);
        if (twin == null) {
          models.put(name, d);
        } else {
          problems.add(new Problem(path.toString(), twin(d.name(), twin)));
        }
      } catch (SettingsException e) {
        e.problems().forEach(p -> problems.add(new Problem(path.toString(), p.toString())));
      }
    });
    return new ModelFiles(models, List.copyOf(problems));
  }

  static String twin(String model, String file) {
    return "'" + model + "' is in " + file + " already: expected a name of its own";
  }

  static ModelDefinition read(
      Path file, String text, Map<String, Object> defaults, EnvironmentText expand) {
    Map<String, Object> content = new LinkedHashMap<>(defaults);
    content.putAll(YamlFile.parse(file.toString(), text, expand::expand).values());
    return ModelFile.read(content);
  }

  static Map<String, Path> list(Path folder) throws IOException {
    Map<String, Path> out = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String name = folder.relativize(file).toString();
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            out.put(name, file);
          }
        }
      }
    }
    return out;
  }
}
