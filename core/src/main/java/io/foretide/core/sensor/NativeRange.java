package io.foretide.core.sensor;

import java.util.Map;

/**
 * What a back-end would run to read a range: for people to see and copy.
 *
 * @param language such as {@code sql}, {@code http}, {@code influxql}
 * @param text the query or address, with named placeholders
 * @param parameters the placeholders' values, no secrets
 */
public record NativeRange(String language, String text, Map<String, String> parameters) {
  public NativeRange {
    parameters = Map.copyOf(parameters);
  }
}
