package io.foretide.hub.enodo.data;

import java.util.List;

/**
 * A method that a job can run.
 *
 * @param name in snake case, such as {@code auto_arima}
 * @param kind forecasting or finding anomalies
 * @param description one line
 * @param isSeasonal whether it can use a season that is given
 * @param parameters its own
 */
public record Method(
    String name, JobKind kind, String description, boolean isSeasonal, List<Parameter> parameters) {
  public Method {
    parameters = List.copyOf(parameters);
  }

  /**
   * A parameter.
   *
   * @param name in snake case
   * @param description meaning, unit, default
   * @param type {@code int}, {@code float}, {@code bool}, or empty for another
   */
  public record Parameter(String name, String description, String type) {}

  /** The names of the parameters, in order. */
  public List<String> names() {
    return parameters.stream().map(Parameter::name).toList();
  }
}
