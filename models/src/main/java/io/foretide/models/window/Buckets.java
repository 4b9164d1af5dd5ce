package io.foretide.models.window;

import io.foretide.core.frame.Frame;
import java.util.Arrays;

/**
 * A frame as regular columns. Bucket {@code k} is [{@code k * step}, {@code (k + 1) * step}) in
 * epoch nanoseconds; position {@code i} of a column holds bucket {@code first + i}. Buckets that
 * the frame lacks and values that are infinite are NaN.
 */
public final class Buckets {
  private final long step;
  private final long first;
  private final double[][] columns;

  private Buckets(long step, long first, double[][] columns) {
    this.step = step;
    this.first = first;
    this.columns = columns;
  }

  /**
   * The buckets of a frame between two bucket numbers.
   *
   * @param step length of a bucket, nanoseconds
   * @param from first bucket
   * @param to one more than the last bucket
   */
  public static Buckets of(Frame frame, long step, long from, long to) {
    int n = Math.toIntExact(Math.max(0, to - from));
    double[][] columns = new double[frame.width()][n];
    long[] times = frame.times();
    int[] places = new int[times.length];
    boolean whole = times.length == n;
    for (int row = 0; row < times.length; row++) {
      long at = Math.floorDiv(times[row], step) - from;
      places[row] = at >= 0 && at < n ? (int) at : -1;
      whole &= places[row] == row;
    }
    for (int c = 0; c < columns.length; c++) {
      double[] out = columns[c];
      double[] in = frame.column(c);
      if (whole) {
        for (int row = 0; row < n; row++) {
          out[row] = Double.isInfinite(in[row]) ? Double.NaN : in[row];
        }
        continue;
      }
      Arrays.fill(out, Double.NaN);
      for (int row = 0; row < places.length; row++) {
        if (places[row] >= 0 && !Double.isInfinite(in[row])) {
          out[places[row]] = in[row];
        }
      }
    }
    return new Buckets(step, from, columns);
  }

  public long step() {
    return step;
  }

  /** The first bucket. */
  public long first() {
    return first;
  }

  /** One more than the last bucket. */
  public long end() {
    return first + rows();
  }

  public int rows() {
    return columns.length == 0 ? 0 : columns[0].length;
  }

  public int width() {
    return columns.length;
  }

  /** A live column; position {@code i} is bucket {@code first() + i}. */
  public double[] column(int c) {
    return columns[c];
  }

  /** All columns, live. */
  public double[][] columns() {
    return columns;
  }

  /** The columns of some buckets, copied; buckets outside are NaN. */
  public double[][] slice(long from, long to) {
    int n = Math.toIntExact(to - from);
    double[][] out = new double[columns.length][n];
    int skip = (int) Math.clamp(first - from, 0, n);
    int a = (int) Math.clamp(from - first, 0, rows());
    int b = (int) Math.clamp(to - first, a, rows());
    for (int c = 0; c < out.length; c++) {
      Arrays.fill(out[c], Double.NaN);
      System.arraycopy(columns[c], a, out[c], skip, b - a);
    }
    return out;
  }

  /** Whether one column has a value in some buckets. */
  public boolean any(int column, long from, long to) {
    int a = (int) Math.clamp(from - first, 0, rows());
    int b = (int) Math.clamp(to - first, a, rows());
    for (int i = a; i < b; i++) {
      if (!Double.isNaN(columns[column][i])) {
        return true;
      }
    }
    return false;
  }

  /** Whether any column has a value in some buckets. */
  public boolean any(long from, long to) {
    return last(from, to) >= 0;
  }

  /** The last of some buckets in which any column has a value, as a position; -1 if none has. */
  public int last(long from, long to) {
    int a = (int) Math.clamp(from - first, 0, rows());
    int b = (int) Math.clamp(to - first, a, rows());
    for (int i = b - 1; i >= a; i--) {
      for (double[] column : columns) {
        if (!Double.isNaN(column[i])) {
          return i;
        }
      }
    }
    return -1;
  }

  /** The first of some buckets in which any column has a value, as a position; -1 if none has. */
  public int earliest(long from, long to) {
    int a = (int) Math.clamp(from - first, 0, rows());
    int b = (int) Math.clamp(to - first, a, rows());
    for (int i = a; i < b; i++) {
      for (double[] column : columns) {
        if (!Double.isNaN(column[i])) {
          return i;
        }
      }
    }
    return -1;
  }
}
