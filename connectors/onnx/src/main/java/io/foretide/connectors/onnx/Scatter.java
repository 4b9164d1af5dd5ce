package io.foretide.connectors.onnx;

import java.util.Arrays;

/**
 * Brings the numbers of a graph, row after row, to the columns of the intervals that the rows
 * belong to. What is not brought stays NaN. Used by one thread.
 */
final class Scatter {
  private final int[] starts;
  private final int steps;
  private final int columns;
  private final double[][][] values;

  /**
   * @param starts the first row of each interval, and the number of rows
   * @param steps numbers of a row for each column
   */
  Scatter(int[] starts, int steps, int columns) {
    this.starts = starts;
    this.steps = steps;
    this.columns = columns;
    values = new double[starts.length - 1][][];
  }

  /** The numbers of an interval: {@code [column][row * steps + step]}. */
  double[][] of(int interval) {
    double[][] made = values[interval];
    return made == null ? made(interval) : made;
  }

  private double[][] made(int interval) {
    int n = (starts[interval + 1] - starts[interval]) * steps;
    double[][] out = new double[columns][n];
    for (double[] column : out) {
      Arrays.fill(column, Double.NaN);
    }
    values[interval] = out;
    return out;
  }

  private int intervalOf(int row) {
    int at = Arrays.binarySearch(starts, row);
    int i = at >= 0 ? at : -at - 2;
    while (i + 1 < starts.length - 1 && starts[i + 1] == row) {
      i++; // intervals without rows
    }
    return i;
  }

  /**
   * Neighbouring rows.
   *
   * @param first the row that the numbers begin with
   * @param rows how many there are
   * @param from for each column the numbers that it is among
   * @param wide for each column how many numbers there are for a step
   * @param index for each column which of them it is
   */
  void rows(int first, int rows, Numbers[] from, int[] wide, int[] index) {
    int row = first;
    while (row < first + rows) {
      int interval = intervalOf(row);
      int end = Math.min(first + rows, starts[interval + 1]);
      int source = (row - first) * steps;
      int n = (end - row) * steps;
      if (row == starts[interval] && end == starts[interval + 1]) {
        values[interval] = whole(source, n, from, wide, index);
      } else {
        part(of(interval), (row - starts[interval]) * steps, source, n, from, wide, index);
      }
      row = end;
    }
  }

  /** An interval in one go: four columns at a time. */
  private double[][] whole(int source, int n, Numbers[] from, int[] wide, int[] index) {
    double[][] out = new double[columns][];
    int c = 0;
    while (c < columns) {
      if (c + 4 <= columns
          && from[c] instanceof Numbers.Floats f
          && from[c + 1] == f
          && from[c + 2] == f
          && from[c + 3] == f) {
        four(out, c, source, n, f.values(), wide[c], index);
        c += 4;
      } else {
        out[c] = new double[n];
        one(out[c], c, 0, source, n, from, wide, index);
        c++;
      }
    }
    return out;
  }

  private void part(
      double[][] to, int at, int source, int n, Numbers[] from, int[] wide, int[] index) {
    for (int c = 0; c < columns; c++) {
      one(to[c], c, at, source, n, from, wide, index);
    }
  }

  private static void one(
      double[] to, int c, int at, int source, int n, Numbers[] from, int[] wide, int[] index) {
    for (int i = 0; i < n; i++) {
      to[at + i] = from[c].at((source + i) * wide[c] + index[c]);
    }
  }

  /** Four columns at once, so that a row is read in one go. */
  private static void four(
      double[][] to, int c, int source, int n, float[] all, int wide, int[] index) {
    double[] a = new double[n];
    double[] b = new double[n];
    double[] d = new double[n];
    double[] e = new double[n];
    to[c] = a;
    to[c + 1] = b;
    to[c + 2] = d;
    to[c + 3] = e;
    int ia = index[c];
    int ib = index[c + 1];
    int ic = index[c + 2];
    int id = index[c + 3];
    float sum = 0;
    int row = source * wide;
    for (int i = 0; i < n; i++, row += wide) {
      float x = all[row + ia];
      float y = all[row + ib];
      float z = all[row + ic];
      float w = all[row + id];
      sum += (x + y) + (z + w);
      a[i] = x;
      b[i] = y;
      d[i] = z;
      e[i] = w;
    }
    if (!Float.isFinite(sum)) {
      for (int k = c; k < c + 4; k++) {
        for (int i = 0; i < n; i++) {
          to[k][i] = Double.isInfinite(to[k][i]) ? Double.NaN : to[k][i];
        }
      }
    }
  }

  /** One row among others that were left out. */
  void row(int row, int place, Numbers[] from, int[] wide, int[] index) {
    int interval = intervalOf(row);
    double[][] to = of(interval);
    int at = (row - starts[interval]) * steps;
    for (int c = 0; c < columns; c++) {
      for (int t = 0; t < steps; t++) {
        to[c][at + t] = from[c].at((place * steps + t) * wide[c] + index[c]);
      }
    }
  }
}
