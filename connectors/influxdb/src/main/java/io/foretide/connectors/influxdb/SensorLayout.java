package io.foretide.connectors.influxdb;

import io.foretide.core.settings.Settings;

/**
 * How series lie in a database: one measurement, one field, and a tag whose values are their names.
 *
 * @param measurement such as {@code sensors}
 * @param tag such as {@code tag}
 * @param field such as {@code Value}
 */
record SensorLayout(String measurement, String tag, String field) {
  static SensorLayout read(Settings s) {
    return new SensorLayout(
        s.text("measurement", "sensors"), s.text("tag", "tag"), s.text("field", "Value"));
  }
}
