package io.foretide.connectors.influxdb;

import java.util.List;
import java.util.Map;

/** Takes the rows of an answer. Called by one thread. */
interface Rows {
  /**
   * Another series begins, or the same one goes on in the next chunk.
   *
   * @param name the measurement
   * @param tags those that the query groups by
   * @param columns of its rows, {@code time} first where there is one
   */
  void series(String name, Map<String, String> tags, List<String> columns);

  /** A value that is a number; null values are left out. */
  void number(long time, int column, double value);

  /** A value that is a text. */
  default void text(int column, String value) {}
}
