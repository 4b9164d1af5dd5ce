package io.foretide.models.window;

import io.foretide.core.frame.Frame;
import java.util.Arrays;

/**
 * A frame as regular columns. Bucket {@code k} is [{@code k * step}, {@code (k + 1) * step}) in
 * epoch nanoseconds; position {@code i} of a column holds bucket {@code first + i}. Buckets that
 * the frame lacks and values that are infinite are NaN. Columns may be the frame's own and are only
 * read.
 */
public final class Buckets {
  private final long step;
  private final long first;
  private final double[][] columns;

  private final boolean checked;

  private Buckets(long step, long first, double[][] columns, boolean checked) {
    this.step = step;
    this.first = first;
    this.columns = columns;
    this.checked = checked;
  }

  /**
   * The buckets of a frame between two bucket numbers.
   *
   * @param step length of a bucket, nanoseconds
   * @param from first bucket
   * @param to one more than the last bucket
   */
  public static Buckets of(Frame frame, long step, long from, long to) {
    return unchecked(frame, step, from, to).checked();
  }

  /**
   * The same, but infinite values may still be there, so that nothing is looked at twice by callers
   * that notice them themselves.
   */
  public static Buckets unchecked(Frame frame, long step, long from, long to) {
    int n = Math.toIntExact(Math.max(0, to - from));
    double[][] columns = new double[frame.width()][];
    long[] times = frame.times();
    boolean whole = times.length == n && isRun(times, step, from);
    int[] places = whole ? new int[0] : places(times, step, from, n);
    for (int c = 0; c < columns.length; c++) {
      double[] in = frame.column(c);
      if (whole) {
        columns[c] = in.length == n ? in : Arrays.copyOf(in, n);
        continue;
      }
      double[] out = new double[n];
      columns[c] = out;
      Arrays.fill(out, Double.NaN);
      for (int row = 0; row < places.length; row++) {
        if (places[row] >= 0 && !Double.isInfinite(in[row])) {
          out[places[row]] = in[row];
        }
      }
    }
    return new Buckets(step, from, columns, !whole);
  }

  /** The same without infinite values. */
  public Buckets checked() {
    if (checked) {
      return this;
    }
    double[][] out = new double[columns.length][];
    for (int c = 0; c < out.length; c++) {
      out[c] = columns[c];
      if (!isFinite(columns[c])) {
        out[c] = columns[c].clone();
        for (int i = 0; i < out[c].length; i++) {
          out[c][i] = Double.isInfinite(out[c][i]) ? Double.NaN : out[c][i];
        }
      }
    }
    return new Buckets(step, first, out, true);
  }

  /** Whether the rows are the buckets from {@code from} on, one after the other. */
  private static boolean isRun(long[] times, long step, long from) {
    for (int row = 1; row < times.length; row++) {
      if (times[row] - times[row - 1] != step) {
        return false;
      }
    }
    return times.length == 0 || Math.floorDiv(times[0], step) == from;
  }

  private static int[] places(long[] times, long step, long from, int n) {
    int[] places = new int[times.length];
    for (int row = 0; row < times.length; row++) {
      long at = Math.floorDiv(times[row], step) - from;
      places[row] = at >= 0 && at < n ? (int) at : -1;
    }
    return places;
  }

  /** Whether all values are numbers; a loop that processors do several values of at a time. */
  private static boolean isFinite(double[] values) {
    double most = 0;
    for (double x : values) {
      most = Math.max(most, Math.abs(x));
    }
    return most < Double.POSITIVE_INFINITY;
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

  /** A live column, only to be read; position {@code i} is bucket {@code first() + i}. */
  public double[] column(int c) {
    return columns[c];
  }

  /** All columns, live, only to be read. */
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
      if (Double.isFinite(columns[column][i])) {
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
        if (Double.isFinite(column[i])) {
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
        if (Double.isFinite(column[i])) {
          return i;
        }
      }
    }
    return -1;
  }
}
