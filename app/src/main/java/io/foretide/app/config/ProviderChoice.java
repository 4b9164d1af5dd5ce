package io.foretide.app.config;

import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A provider that a section configures.
 *
 * @param name by which models pick it; {@code default} where the section holds just one
 * @param type such as {@code store}
 * @param settings its own settings
 */
public record ProviderChoice(String name, String type, Settings settings) {
  /** The name of a section's only provider. */
  public static final String DEFAULT = "default";

  /**
   * Reads a section that holds one provider or a map of named ones (every value is a map). An
   * absent section is one provider of the first type.
   *
   * @param types that this program has, the default first
   */
  static List<ProviderChoice> read(Settings section, List<String> types) {
    boolean named =
        !section.keys().isEmpty()
            && section.keys().stream().allMatch(k -> section.any(k) instanceof Map<?, ?>);
    if (!named) {
      return List.of(one(DEFAULT, section, types));
    }
    List<ProviderChoice> out = new ArrayList<>();
    for (String name : section.keys()) {
      out.add(one(name, section.section(name), types));
    }
    return out;
  }

  private static ProviderChoice one(String name, Settings s, List<String> types) {
    String type = s.text("type", types.getFirst());
    if (!types.contains(type)) {
      s.problem(
          "type",
          "'"
              + type
              + "' is not available in this version: available "
              + (types.size() == 1 ? "is " : "are ")
              + String.join(", ", types)
              + Nearest.hint(type, types));
      s.keys().forEach(s::any);
    }
    return new ProviderChoice(name, type, s);
  }
}
