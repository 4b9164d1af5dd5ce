package io.foretide.core.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Settings cannot be used; lists all problems, not only the first. */
public final class SettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  public SettingsException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public SettingsException(String path, String message) {
    this(List.of(new Problem(path, message)));
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public List<Problem> problems() {
    return problems;
  }
}
