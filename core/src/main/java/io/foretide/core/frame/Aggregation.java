package io.foretide.core.frame;

import java.util.Locale;

/** What becomes of several points in one bucket. */
public enum Aggregation {
  MEAN,
  MIN,
  MAX,
  LAST,
  FIRST,
  SUM,
  COUNT,
  MEDIAN;

  /**
   * @throws IllegalArgumentException naming the known ones
   */
  public static Aggregation parse(String text) {
    try {
      return valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "aggregation '"
              + text
              + "' is not known: expected mean, min, max, last, first, sum, count or median",
          e);
    }
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
