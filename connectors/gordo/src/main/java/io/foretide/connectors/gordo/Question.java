package io.foretide.connectors.gordo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of neighbouring intervals that one set of requests asks for. Intervals stay apart where
 * their rows would not be the same as if each were asked for alone.
 *
 * @param parts of it, rising
 * @param times of all rows
 * @param columns as long as the times
 */
record Question(List<Rows> parts, long[] times, double[][] columns) {
  /** Joins what may be joined. Intervals without rows are left out. */
  static List<Question> of(Run run, List<Rows> intervals) {
    List<Question> out = new ArrayList<>();
    for (Rows rows : intervals) {
      if (rows.isEmpty()) {
        continue;
      }
      Question last = out.isEmpty() ? null : out.getLast();
      int common = last == null ? -1 : last.common(run, rows);
      if (last == null || common < 0) {
        out.add(new Question(List.of(rows), rows.times(), rows.columns()));
      } else {
        out.set(out.size() - 1, last.with(rows, common));
      }
    }
    return out;
  }

  /**
   * How many rows of an interval are there already; below zero if it must be asked for alone. A
   * model without offset looks at one row at a time, so that its lead-in need not be repeated.
   */
  private int common(Run run, Rows next) {
    long end = parts.getLast().interval().to();
    if (run.window() > 1) {
      return -1; // what is smoothed depends on all rows before it
    }
    if (run.offset() == 0) {
      return next.interval().from() == end ? next.rowAt(next.interval().from()) : -1;
    }
    int here = rowAt(next.from());
    int n = times.length - here;
    if (next.interval().from() != end
        || n != next.rowAt(end)
        || next.from() < parts.getFirst().from()) {
      return -1;
    }
    for (int i = 0; i < n; i++) {
      if (times[here + i] != next.times()[i]) {
        return -1;
      }
      for (int c = 0; c < columns.length; c++) {
        if (columns[c][here + i] != next.columns()[c][i]) {
          return -1;
        }
      }
    }
    return n;
  }

  private Question with(Rows next, int common) {
    List<Rows> all = new ArrayList<>(parts);
    all.add(next);
    int more = next.times().length - common;
    long[] t = Arrays.copyOf(times, times.length + more);
    System.arraycopy(next.times(), common, t, times.length, more);
    double[][] c = new double[columns.length][];
    for (int k = 0; k < c.length; k++) {
      c[k] = Arrays.copyOf(columns[k], t.length);
      System.arraycopy(next.columns()[k], common, c[k], times.length, more);
    }
    return new Question(all, t, c);
  }

  private int rowAt(long instant) {
    int i = Arrays.binarySearch(times, instant);
    return i >= 0 ? i : -i - 1;
  }

  /**
   * The rows of each request: [first, end). Requests overlap by the rows that an answer looks back
   * on, so that what is lost of them is lost only once.
   */
  List<int[]> chunks(int batch, int back) {
    List<int[]> out = new ArrayList<>();
    int step = Math.max(1, batch - back);
    for (int from = 0; out.isEmpty() || from + back < times.length; from += step) {
      out.add(new int[] {from, Math.min(times.length, from + Math.max(batch, back + 1))});
    }
    return out;
  }
}
