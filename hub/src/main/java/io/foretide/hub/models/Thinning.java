package io.foretide.hub.models;

import io.foretide.core.frame.Frame;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Thins predicted rows to buckets without losing what matters: lower bounds keep their least value,
 * upper bounds and scores their greatest, other columns the value that lies farthest from the
 * bucket's first one. Portions are added in time order. Not thread-safe.
 */
final class Thinning {
  private final long from;
  private final long step;
  private final List<String> names;
  private final long[] times;
  private final double[][] columns;
  private final double[][] firsts;
  private final boolean[] used;

  Thinning(List<String> names, Range range, int buckets) {
    this.names = names;
    this.from = range.from();
    this.step = Math.max(1, Long.divideUnsigned(range.to() - range.from() - 1, buckets) + 1);
    int n = (int) (Long.divideUnsigned(range.to() - range.from() - 1, step) + 1);
    times = new long[n];
    used = new boolean[n];
    columns = new double[names.size()][n];
    firsts = new double[names.size()][n];
    for (int c = 0; c < columns.length; c++) {
      Arrays.fill(columns[c], Double.NaN);
      Arrays.fill(firsts[c], Double.NaN);
    }
  }

  long step() {
    return step;
  }

  void add(Frame rows) {
    for (int i = 0; i < rows.rows(); i++) {
      int b = (int) Long.divideUnsigned(rows.times()[i] - from, step);
      used[b] = true;
      times[b] = from + b * step;
      for (int c = 0; c < columns.length; c++) {
        int at = rows.names().indexOf(names.get(c));
        double x = at < 0 ? Double.NaN : rows.column(at)[i];
        if (!Double.isNaN(x)) {
          columns[c][b] = kept(names.get(c), columns[c][b], firsts[c][b], x);
          firsts[c][b] = Double.isNaN(firsts[c][b]) ? x : firsts[c][b];
        }
      }
    }
  }

  private static double kept(String name, double held, double first, double x) {
    if (Double.isNaN(held)) {
      return x;
    }
    if (Outputs.keepsLeast(name)) {
      return Math.min(held, x);
    }
    if (Outputs.keepsGreatest(name)) {
      return Math.max(held, x);
    }
    return Math.abs(x - first) > Math.abs(held - first) ? x : held;
  }

  /** The buckets that had rows. */
  Frame frame() {
    int n = 0;
    for (boolean u : used) {
      n += u ? 1 : 0;
    }
    long[] t = new long[n];
    List<double[]> out = new ArrayList<>();
    for (int c = 0; c < columns.length; c++) {
      out.add(new double[n]);
    }
    int k = 0;
    for (int b = 0; b < used.length; b++) {
      if (used[b]) {
        t[k] = times[b];
        for (int c = 0; c < columns.length; c++) {
          out.get(c)[k] = columns[c][b];
        }
        k++;
      }
    }
    return new Frame(names, t, out.toArray(new double[0][]));
  }
}
