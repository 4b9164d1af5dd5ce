package io.foretide.connectors.timeseriesapi;

import java.util.Arrays;

/** Points of one series, growing. Not thread-safe. */
final class PointColumn {
  private long[] times = new long[256];
  private double[] values = new double[256];
  private int size;
  private boolean rising = true;

  void add(long time, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    rising &= size == 0 || times[size - 1] < time;
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

  /** Puts the points in order; of those with one time the last one added stays. */
  void sort() {
    if (rising) {
      return;
    }
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
    long[] t = new long[size];
    double[] v = new double[size];
    int n = 0;
    for (Integer i : order) {
      if (n > 0 && t[n - 1] == times[i]) {
        n--;
      }
      t[n] = times[i];
      v[n++] = values[i];
    }
    times = t;
    values = v;
    size = n;
    rising = true;
  }
}
