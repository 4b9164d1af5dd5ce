package io.foretide.connectors.gordo;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;

/**
 * How buckets without points are filled, forward only: leading ones stay empty.
 *
 * @param linear true for a straight line between neighbours (and the last value after the end),
 *     false to repeat the last value
 * @param limit nanoseconds of one gap that are filled; {@link Long#MAX_VALUE} for all
 * @param old whether this is the rule of the versions before 1
 */
record Fill(boolean linear, long limit, boolean old) {
  private static final long LIMIT = 48 * Instants.HOUR;

  /**
   * The rule of a data set. Versions before 1 repeat the last value without end, unless the data
   * set has a method.
   *
   * @throws IllegalArgumentException if its limit is no duration
   */
  static Fill of(String serverVersion, JsonNode dataset) {
    JsonNode method = dataset.path("interpolation_method");
    if (!method.isTextual() && serverVersion.startsWith("0.")) {
      return new Fill(false, Long.MAX_VALUE, true);
    }
    return new Fill(
        !method.asText().equals("ffill"), limit(dataset.path("interpolation_limit")), false);
  }

  /** Two days where a data set says nothing, no limit where it says null. */
  private static long limit(JsonNode limit) {
    if (limit.isNull()) {
      return Long.MAX_VALUE;
    }
    return limit.isTextual() ? Durations.parse(limit.asText()) : LIMIT;
  }

  /**
   * Fills the gaps of a column of buckets in place.
   *
   * @param step length of a bucket, nanoseconds
   */
  void apply(double[] column, long step) {
    int most = (int) Math.min(Integer.MAX_VALUE, limit / step);
    int i = 0;
    while (i < column.length && Double.isNaN(column[i])) {
      i++;
    }
    while (i < column.length) {
      int known = i++;
      while (i < column.length && Double.isNaN(column[i])) {
        i++;
      }
      double last = column[known];
      double slope = linear && i < column.length ? (column[i] - last) / (i - known) : 0;
      int end = (int) Math.min(i, known + 1L + most);
      for (int gap = known + 1; gap < end; gap++) {
        column[gap] = slope == 0 ? last : last + slope * (gap - known);
      }
    }
  }
}
