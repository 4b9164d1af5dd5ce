package io.foretide.detect;

/** Checks and reads of column data, {@code double[signal][row]}. */
public final class Columns {
  private Columns() {}

  /**
   * The number of rows.
   *
   * @throws RefusedException if there are not that many columns or their lengths differ
   */
  public static int rows(double[][] columns, int signals) {
    if (columns.length != signals) {
      throw Refused.because(
              "the data have " + columns.length + " columns, the detector has " + signals,
              "one column per signal, in the order of the training data")
          .asException();
    }
    int rows = signals == 0 ? 0 : columns[0].length;
    for (int j = 1; j < signals; j++) {
      if (columns[j].length != rows) {
        throw Refused.because(
                "column " + j + " has " + columns[j].length + " rows, column 0 has " + rows,
                "columns of one length, NaN where a value is missing")
            .asException();
      }
    }
    return rows;
  }

  /** Copies one row out of columns. */
  public static void row(double[][] columns, int index, double[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] = columns[j][index];
    }
  }

  /** The rows [from, to) of every column, copied. */
  public static double[][] slice(double[][] columns, int from, int to) {
    double[][] part = new double[columns.length][];
    for (int j = 0; j < part.length; j++) {
      part[j] = java.util.Arrays.copyOfRange(columns[j], from, to);
    }
    return part;
  }
}
