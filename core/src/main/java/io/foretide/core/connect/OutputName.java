package io.foretide.core.connect;

/**
 * An output column in two parts: {@code tag-anomaly-scaled:pump} is operation {@code
 * tag-anomaly-scaled} of series {@code pump}; a column without a colon is of no series.
 *
 * @param operation never empty
 * @param series empty for a total
 */
public record OutputName(String operation, String series) {
  public static OutputName of(String output) {
    int colon = output.indexOf(':');
    return colon > 0
        ? new OutputName(output.substring(0, colon), output.substring(colon + 1))
        : new OutputName(output, "");
  }

  @Override
  public String toString() {
    return series.isEmpty() ? operation : operation + ":" + series;
  }
}
