package io.foretide.connectors.gordo;

import io.foretide.core.frame.Frame;
import io.foretide.core.time.Range;
import java.util.Arrays;

/**
 * The rows that are sent for an interval: filled, without rows that miss a value, filtered.
 *
 * @param interval whose
 * @param from start of the lead-in
 * @param times of the rows, rising
 * @param columns one per series that the run reads, as long as the times
 * @param why there are none; empty if there are some
 */
record Rows(Range interval, long from, long[] times, double[][] columns, String why) {
  /**
   * Builds them from the buckets of a frame that begins at or before the lead-in. Only buckets
   * before the interval's end are looked at, whatever else the frame holds.
   *
   * @param lead buckets before the interval
   * @param step length of a bucket, nanoseconds
   */
  static Rows of(Run run, RowFilter filter, Frame frame, Range interval, int lead, long step) {
    long from = interval.from() - lead * step;
    int a = frame.rowAt(from);
    int b = frame.rowAt(interval.to());
    double[][] columns = new double[frame.width()][];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = Arrays.copyOfRange(frame.column(c), a, b);
      run.fill().apply(columns[c], step);
    }
    long[] times = Arrays.copyOfRange(frame.times(), a, b);
    boolean[] whole = new boolean[times.length];
    for (int r = 0; r < whole.length; r++) {
      whole[r] = true;
      for (double[] column : columns) {
        whole[r] &= Double.isFinite(column[r]);
      }
    }
    Rows all = new Rows(interval, from, times, columns, "").only(whole);
    String few = all.few(run, "");
    if (few.isEmpty() && !filter.expressions().isEmpty()) {
      all = all.only(filter.accepted(all.times, all.columns, all.times.length));
      few = all.few(run, " that pass the row filter");
    }
    if (few.isEmpty()
        && (all.times.length == 0 || all.times[all.times.length - 1] < interval.from())) {
      few = "no row of the interval itself has a value of every tag";
    }
    return few.isEmpty() ? all : new Rows(interval, from, new long[0], new double[0][], few);
  }

  private Rows only(boolean[] accepted) {
    int n = 0;
    long[] t = new long[times.length];
    double[][] c = new double[columns.length][times.length];
    for (int r = 0; r < times.length; r++) {
      if (accepted[r]) {
        t[n] = times[r];
        for (int k = 0; k < c.length; k++) {
          c[k][n] = columns[k][r];
        }
        n++;
      }
    }
    for (int k = 0; k < c.length; k++) {
      c[k] = Arrays.copyOf(c[k], n);
    }
    return new Rows(interval, from, Arrays.copyOf(t, n), c, "");
  }

  private String few(Run run, String which) {
    int needed = Math.max(run.threshold(), run.offset());
    return times.length > needed
        ? ""
        : times.length + " rows" + which + ", lead-in included: expected more than " + needed;
  }

  boolean isEmpty() {
    return times.length == 0;
  }

  /** First row at or after an instant. */
  int rowAt(long instant) {
    int i = Arrays.binarySearch(times, instant);
    return i >= 0 ? i : -i - 1;
  }
}
