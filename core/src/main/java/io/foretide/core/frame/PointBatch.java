package io.foretide.core.frame;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Points of many series on their way into a store, in columns: point {@code i} is ({@code
 * seriesName(seriesAt(i))}, {@code timeAt(i)}, {@code valueAt(i)}). Order is free, a later
 * duplicate wins. Not thread-safe while it is being filled.
 */
public final class PointBatch {
  private final Map<String, Integer> index = new LinkedHashMap<>();
  private String[] names = new String[4];
  private int[] series;
  private long[] times;
  private double[] values;
  private int size;

  public PointBatch() {
    this(256);
  }

  public PointBatch(int expected) {
    int n = Math.max(16, expected);
    series = new int[n];
    times = new long[n];
    values = new double[n];
  }

  /** The number of a series in this batch, given out at first sight. */
  public int seriesOf(String name) {
    Integer known = index.get(name);
    if (known != null) {
      return known;
    }
    int n = index.size();
    if (n == names.length) {
      names = Arrays.copyOf(names, 2 * n);
    }
    names[n] = name;
    index.put(name, n);
    return n;
  }

  /** Adds a point of a series numbered by {@link #seriesOf}. */
  public void add(int seriesNumber, long time, double value) {
    if (size == times.length) {
      int n = size * 2;
      series = Arrays.copyOf(series, n);
      times = Arrays.copyOf(times, n);
      values = Arrays.copyOf(values, n);
    }
    series[size] = seriesNumber;
    times[size] = time;
    values[size++] = value;
  }

  public void add(String name, long time, double value) {
    add(seriesOf(name), time, value);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int seriesCount() {
    return index.size();
  }

  public String seriesName(int number) {
    return names[number];
  }

  public int seriesAt(int i) {
    return series[i];
  }

  public long timeAt(int i) {
    return times[i];
  }

  public double valueAt(int i) {
    return values[i];
  }

  /**
   * The points grouped by series: {@code result[s]} are the positions of series number s, in order.
   */
  public int[][] bySeries() {
    int[] counts = new int[seriesCount()];
    for (int i = 0; i < size; i++) {
      counts[series[i]]++;
    }
    int[][] out = new int[counts.length][];
    for (int s = 0; s < counts.length; s++) {
      out[s] = new int[counts[s]];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < size; i++) {
      out[series[i]][counts[series[i]]++] = i;
    }
    return out;
  }

  /** Empties the batch for reuse; series keep their numbers. */
  public void clear() {
    size = 0;
  }
}
