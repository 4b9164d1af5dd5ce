package io.foretide.store.point;

import io.foretide.core.frame.Frame;
import java.util.Arrays;
import java.util.List;

/** Joins raw points of several series on equal times. */
final class RawFrames {
  private RawFrames() {}

  static Frame join(List<String> names, List<Points> series) {
    if (series.size() == 1) {
      Points p = series.getFirst();
      return new Frame(
          names,
          Arrays.copyOf(p.times(), p.n()),
          new double[][] {Arrays.copyOf(p.values(), p.n())});
    }
    long[] times = new long[0];
    for (Points p : series) {
      times = union(times, p);
    }
    double[][] columns = new double[series.size()][times.length];
    for (int c = 0; c < columns.length; c++) {
      Points p = series.get(c);
      int j = 0;
      for (int i = 0; i < times.length; i++) {
        if (j < p.n() && p.times()[j] == times[i]) {
          columns[c][i] = p.values()[j++];
        } else {
          columns[c][i] = Double.NaN;
        }
      }
    }
    return new Frame(names, times, columns);
  }

  private static long[] union(long[] a, Points p) {
    long[] out = new long[a.length + p.n()];
    int i = 0;
    int j = 0;
    int k = 0;
    while (i < a.length || j < p.n()) {
      long t = j == p.n() || (i < a.length && a[i] <= p.times()[j]) ? a[i] : p.times()[j];
      i += i < a.length && a[i] == t ? 1 : 0;
      j += j < p.n() && p.times()[j] == t ? 1 : 0;
      out[k++] = t;
    }
    return Arrays.copyOf(out, k);
  }
}
