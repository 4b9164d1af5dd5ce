package io.foretide.ingest.pull;

/**
 * Which columns of a table hold what.
 *
 * @param time the column (or JSON pointer) of times
 * @param series of series names in a long table; empty for a wide one
 * @param value of values in a long table; empty for a wide one, where every other column of numbers
 *     is a series
 * @param prefix put before every series name
 */
public record TableColumns(String time, String series, String value, String prefix) {
  public TableColumns {
    if (series.isEmpty() != value.isEmpty()) {
      throw new IllegalArgumentException(
          "series column '"
              + series
              + "' and value column '"
              + value
              + "': expected both for a long table or none for a wide one");
    }
  }

  boolean wide() {
    return series.isEmpty();
  }
}
