package io.foretide.connectors.influxdb;

import java.util.Collection;
import java.util.stream.Collectors;

/** How names and texts are written in InfluxQL. */
final class Influxql {
  private Influxql() {}

  /** A name in double quotes. */
  static String name(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** A text in single quotes. */
  static String text(String value) {
    return '\'' + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + '\'';
  }

  /** Whether a tag has one of some values. */
  static String any(String tag, Collection<String> values) {
    return values.stream()
        .map(v -> name(tag) + " = " + text(v))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
