package io.foretide.connectors.siridb;

import java.util.Arrays;

/** The points of one series in the database's unit of time, growing. Not thread-safe. */
final class PointColumn {
  private long[] times = new long[256];
  private double[] values = new double[256];
  private int size;

  void add(long time, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    times[size] = time;
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /** Live; the first {@link #size} count. */
  long[] times() {
    return times;
  }

  /** Live; the first {@link #size} count. */
  double[] values() {
    return values;
  }
}
