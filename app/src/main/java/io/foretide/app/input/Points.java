package io.foretide.app.input;

import java.util.Arrays;

/** The points of one series as they stand in the file. Not thread-safe while it is filled. */
public final class Points {
  private final String name;
  private long[] times = new long[16];
  private double[] values = new double[16];
  private int size;

  public Points(String name) {
    this.name = name;
  }

  public void add(long time, double value) {
    if (size == times.length) {
      int more = size + (size >> 1);
      times = Arrays.copyOf(times, more);
      values = Arrays.copyOf(values, more);
    }
    times[size] = time;
    values[size++] = value;
  }

  public String name() {
    return name;
  }

  public int size() {
    return size;
  }

  /** Times in the order of the file, epoch nanoseconds. */
  public long[] times() {
    return Arrays.copyOf(times, size);
  }

  /** Values in the order of the file. */
  public double[] values() {
    return Arrays.copyOf(values, size);
  }
}
