package io.foretide.core.connect;

import io.foretide.core.model.ModelDefinition;

/**
 * How outside systems that know projects call a model: its name up to the first {@code /} is the
 * project, the rest the model; without one, the group is the project.
 *
 * @param project never empty
 * @param model never empty
 */
public record ProjectModel(String project, String model) {
  /** The project of a model that has neither. */
  private static final String NONE = "foretide";

  public static ProjectModel of(ModelDefinition d) {
    String name = d.name();
    int slash = name.indexOf('/');
    if (slash > 0 && slash + 1 < name.length()) {
      return new ProjectModel(name.substring(0, slash), name.substring(slash + 1));
    }
    return new ProjectModel(d.group().isEmpty() ? NONE : d.group(), name);
  }
}
