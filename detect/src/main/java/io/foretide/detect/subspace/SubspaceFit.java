package io.foretide.detect.subspace;

import io.foretide.detect.algebra.Eigen;

/** Fits a {@link Subspace} to the rows of columns, with a block of rows left out if asked. */
final class SubspaceFit {
  private final double[][] columns;
  private final int lags;
  private final int rows;

  SubspaceFit(double[][] columns, int lags) {
    this.columns = columns;
    this.lags = lags;
    this.rows = columns[0].length;
  }

  /** A model and the moments that its vectors are standardised by. */
  record Fitted(Standard standard, Subspace model, Eigen eigen) {}

  /** How many rows have all values, lags included. */
  int complete() {
    int n = 0;
    boolean[] usable = usable(0, 0, true);
    for (boolean b : usable) {
      n += b ? 1 : 0;
    }
    return n;
  }

  /**
   * Fits without the rows [skipFrom, skipTo) and those whose lags reach into them. Rows with
   * missing values are left out; if fewer than half would remain, missing values are means.
   *
   * @param components how many to keep, 0 to choose by variance
   */
  Fitted fit(int skipFrom, int skipTo, int components, double variance) {
    int d = columns.length;
    int size = d * (lags + 1);
    Standard standard = Standard.fit(columns, skipFrom, skipTo);
    double[][] z = new double[d][rows];
    boolean strict = 2 * complete() >= rows - lags;
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < rows; i++) {
        double v = standard.z(j, columns[j][i]);
        z[j][i] = Double.isNaN(v) ? 0 : v;
      }
    }
    boolean[] usable = usable(skipFrom, skipTo, strict);
    double[] covariance = covariance(z, usable, size);
    Eigen eigen = Eigen.of(covariance, size);
    int rank = components > 0 ? Math.min(components, size) : rank(eigen.values(), variance);
    return new Fitted(standard, model(eigen, size, rank), eigen);
  }

  private double[] covariance(double[][] z, boolean[] usable, int size) {
    int d = columns.length;
    int n = 0;
    double[] mean = new double[size];
    double[] c = new double[size * size];
    double[] v = new double[size];
    // Two passes: the mean of lagged rows differs a little from that of all rows.
    for (int pass = 0; pass < 2; pass++) {
      for (int i = lags; i < rows; i++) {
        if (!usable[i]) {
          continue;
        }
        for (int l = 0; l <= lags; l++) {
          for (int j = 0; j < d; j++) {
            v[l * d + j] = z[j][i - l] - (pass == 0 ? 0 : mean[l * d + j]);
          }
        }
        if (pass == 0) {
          n++;
          for (int a = 0; a < size; a++) {
            mean[a] += v[a];
          }
        } else {
          for (int a = 0; a < size; a++) {
            double x = v[a];
            for (int b = 0; b <= a; b++) {
              c[a * size + b] += x * v[b];
            }
          }
        }
      }
      for (int a = 0; a < size && pass == 0; a++) {
        mean[a] /= Math.max(1, n);
      }
    }
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        c[a * size + b] /= Math.max(1, n - 1);
        c[b * size + a] = c[a * size + b];
      }
    }
    return c;
  }

  private boolean[] usable(int skipFrom, int skipTo, boolean strict) {
    boolean[] usable = new boolean[rows];
    int bad = 0;
    for (int i = 0; i < rows; i++) {
      boolean here = !(i >= skipFrom && i < skipTo);
      for (int j = 0; j < columns.length && here && strict; j++) {
        here = Double.isFinite(columns[j][i]);
      }
      bad = here ? Math.max(0, bad - 1) : lags + 1;
      usable[i] = bad == 0 && i >= lags;
    }
    return usable;
  }

  private static int rank(double[] values, double variance) {
    double total = 0;
    for (double v : values) {
      total += Math.max(v, 0);
    }
    double sum = 0;
    int most = Math.max(1, values.length - 1);
    for (int k = 0; k < most; k++) {
      sum += Math.max(values[k], 0);
      if (sum >= variance * total) {
        return k + 1;
      }
    }
    return most;
  }

  private static Subspace model(Eigen eigen, int size, int rank) {
    double total = 0;
    for (double v : eigen.values()) {
      total += Math.max(v, 0);
    }
    // Directions without variance would divide by nothing: a signal that is the sum of others.
    double least = Math.max(1e-6 * total / size, 1e-12);
    double[] directions = new double[size * rank];
    double[] inverse = new double[rank];
    double rest = 0;
    for (int c = 0; c < size; c++) {
      if (c < rank) {
        inverse[c] = 1 / Math.max(eigen.values()[c], least);
        for (int i = 0; i < size; i++) {
          directions[i * rank + c] = eigen.vectors()[c * size + i];
        }
      } else {
        rest += Math.max(eigen.values()[c], 0) / (size - rank);
      }
    }
    return new Subspace(size, directions, inverse, Math.max(rest, least));
  }
}
