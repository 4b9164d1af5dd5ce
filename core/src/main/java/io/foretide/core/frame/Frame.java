package io.foretide.core.frame;

import io.foretide.core.time.Range;
import java.util.Arrays;
import java.util.List;

/**
 * One time column and N value columns. Times rise strictly, in epoch nanoseconds UTC; NaN is "no
 * value". The arrays are shared, not copied: whoever makes a frame gives them away.
 */
public final class Frame {
  private final List<String> names;
  private final long[] times;
  private final double[][] columns;

  /**
   * @param names one name per column
   * @param times row times, strictly rising
   * @param columns {@code columns[c][row]}, each as long as {@code times}
   */
  public Frame(List<String> names, long[] times, double[][] columns) {
    if (names.size() != columns.length) {
      throw new IllegalArgumentException(
          names.size() + " names for " + columns.length + " columns: expected one name per column");
    }
    for (double[] column : columns) {
      if (column.length != times.length) {
        throw new IllegalArgumentException(
            "a column of "
                + column.length
                + " values beside "
                + times.length
                + " times: expected equal lengths");
      }
    }
    this.names = List.copyOf(names);
    this.times = times;
    this.columns = columns;
  }

  public static Frame of(String name, long[] times, double[] values) {
    return new Frame(List.of(name), times, new double[][] {values});
  }

  public List<String> names() {
    return names;
  }

  public int rows() {
    return times.length;
  }

  public int width() {
    return columns.length;
  }

  public long[] times() {
    return times;
  }

  public double[] column(int c) {
    return columns[c];
  }

  /** The column of a name, which must exist. */
  public double[] column(String name) {
    int c = names.indexOf(name);
    if (c < 0) {
      throw new IllegalArgumentException("no column '" + name + "': the frame has " + names);
    }
    return columns[c];
  }

  /** First row at or after an instant. */
  public int rowAt(long instant) {
    int i = Arrays.binarySearch(times, instant);
    return i >= 0 ? i : -i - 1;
  }

  /** The rows inside a range of instants, copied. */
  public Frame slice(Range instants) {
    int a = rowAt(instants.from());
    int b = rowAt(instants.to());
    double[][] cut = new double[columns.length][];
    for (int c = 0; c < cut.length; c++) {
      cut[c] = Arrays.copyOfRange(columns[c], a, b);
    }
    return new Frame(names, Arrays.copyOfRange(times, a, b), cut);
  }

  /** How many values inside a range of instants are no NaN, over all columns. */
  public long usable(Range instants) {
    int a = rowAt(instants.from());
    int b = rowAt(instants.to());
    long n = 0;
    for (double[] column : columns) {
      for (int i = a; i < b; i++) {
        if (!Double.isNaN(column[i])) {
          n++;
        }
      }
    }
    return n;
  }
}
