package io.foretide.forecast.boost;

import java.util.Arrays;

/**
 * Columns cut into at most 63 bins of about equal counts; bin 0 holds missing values.
 *
 * @param edges per column the largest value of each bin but the last, ascending
 * @param codes per column the bin of each row
 */
@SuppressWarnings("ArrayRecordComponent")
record Bins(double[][] edges, byte[][] codes) {

  private static final int MOST = 63;

  static Bins of(double[][] columns) {
    double[][] edges = new double[columns.length][];
    byte[][] codes = new byte[columns.length][];
    for (int i = 0; i < columns.length; i++) {
      edges[i] = edges(columns[i]);
      codes[i] = new byte[columns[i].length];
      for (int t = 0; t < codes[i].length; t++) {
        codes[i][t] = (byte) code(edges[i], columns[i][t]);
      }
    }
    return new Bins(edges, codes);
  }

  private static double[] edges(double[] column) {
    double[] sorted = Arrays.stream(column).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] edges = new double[MOST - 1];
    int n = 0;
    for (int k = 1; k < MOST; k++) {
      int at = (int) ((long) k * sorted.length / MOST) - 1;
      boolean inside = at >= 0 && sorted[at] < sorted[sorted.length - 1];
      if (inside && (n == 0 || sorted[at] > edges[n - 1])) {
        edges[n++] = sorted[at];
      }
    }
    return Arrays.copyOf(edges, n);
  }

  private static int code(double[] edges, double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    int at = Arrays.binarySearch(edges, value);
    return 1 + (at >= 0 ? at : -at - 1);
  }
}
