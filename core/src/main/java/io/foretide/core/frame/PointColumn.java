package io.foretide.core.frame;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The points of one series while an outside system's answer is read, growing; times are in the unit
 * of whoever fills it. Not thread-safe.
 */
public final class PointColumn {
  private long[] times = new long[256];
  private double[] values = new double[256];
  private int size;
  private boolean rising = true;

  public void add(long time, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    rising &= size == 0 || times[size - 1] < time;
    times[size] = time;
    values[size++] = value;
  }

  public int size() {
    return size;
  }

  /** Live; the first {@link #size} count. */
  public long[] times() {
    return times;
  }

  /** Live; the first {@link #size} count. */
  public double[] values() {
    return values;
  }

  /** Puts the points in order; of those with one time the last one added stays. */
  public void sort() {
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

  /**
   * Columns as one frame with a row for each instant that any of them has; NaN where one has none.
   *
   * @param names of the columns
   * @param columns whose times are epoch nanoseconds, in any order; of equal times the last counts
   */
  public static Frame join(List<String> names, List<PointColumn> columns) {
    int width = columns.size();
    TreeMap<Long, double[]> rows = new TreeMap<>();
    for (int c = 0; c < width; c++) {
      PointColumn points = columns.get(c);
      for (int i = 0; i < points.size; i++) {
        double[] row =
            rows.computeIfAbsent(
                points.times[i],
                t -> {
                  double[] empty = new double[width];
                  Arrays.fill(empty, Double.NaN);
                  return empty;
                });
        row[c] = points.values[i];
      }
    }
    long[] times = rows.keySet().stream().mapToLong(Long::longValue).toArray();
    double[][] out = new double[width][times.length];
    int r = 0;
    for (double[] row : rows.values()) {
      for (int c = 0; c < width; c++) {
        out[c][r] = row[c];
      }
      r++;
    }
    return new Frame(names, times, out);
  }
}
