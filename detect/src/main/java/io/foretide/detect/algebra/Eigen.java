package io.foretide.detect.algebra;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, largest value first. The sign of a vector is
 * fixed by making its component of largest magnitude positive.
 *
 * @param values eigenvalues in descending order
 * @param vectors vector c at {@code [c * n, (c + 1) * n)}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Eigen(double[] values, double[] vectors) {

  private static final int MOST_SWEEPS = 60;

  /** Above this size the faster method is used. */
  private static final int LARGE = 64;

  /**
   * Householder and QL for large matrices, otherwise cyclic Jacobi rotations (Golub and Van Loan,
   * "Matrix Computations", section 8.5): slower than tridiagonal methods for large n, but accurate
   * also for tiny eigenvalues, and the same on every machine.
   *
   * @param matrix n times n, only its symmetric part matters; not changed
   */
  public static Eigen of(double[] matrix, int n) {
    if (n > LARGE) {
      Tridiagonal large = new Tridiagonal(matrix, n);
      return sorted(large.diagonal, 1, large.vectors, n);
    }
    double[] a = matrix.clone();
    double[] v = new double[n * n];
    for (int i = 0; i < n; i++) {
      v[i * n + i] = 1;
    }
    double total = 0;
    for (double x : a) {
      total += x * x;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double off = 0;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          off += a[p * n + q] * a[p * n + q];
        }
      }
      if (off <= 1e-32 * total) {
        break;
      }
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, n, p, q);
        }
      }
    }
    return sorted(a, n + 1, v, n);
  }

  private static void rotate(double[] a, double[] v, int n, int p, int q) {
    double apq = a[p * n + q];
    if (Math.abs(apq) < 1e-300) {
      return;
    }
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
    double t = Math.signum(theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    if (theta == 0) {
      t = 1;
    }
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < n; k++) {
      double x = a[p * n + k];
      double y = a[q * n + k];
      a[p * n + k] = c * x - s * y;
      a[q * n + k] = s * x + c * y;
    }
    for (int k = 0; k < n; k++) {
      double x = a[k * n + p];
      double y = a[k * n + q];
      a[k * n + p] = c * x - s * y;
      a[k * n + q] = s * x + c * y;
    }
    a[p * n + q] = 0;
    a[q * n + p] = 0;
    for (int k = 0; k < n; k++) {
      double x = v[p * n + k];
      double y = v[q * n + k];
      v[p * n + k] = c * x - s * y;
      v[q * n + k] = s * x + c * y;
    }
  }

  /** Sorts values that lie a step apart. */
  private static Eigen sorted(double[] a, int step, double[] v, int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int at = i;
      while (at > 0 && a[order[at - 1] * step] < a[i * step]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    for (int c = 0; c < n; c++) {
      int from = order[c] * n;
      values[c] = a[order[c] * step];
      double most = 0;
      for (int k = 0; k < n; k++) {
        if (Math.abs(v[from + k]) > Math.abs(most) * (1 + 1e-9)) {
          most = v[from + k];
        }
      }
      double sign = most < 0 ? -1 : 1;
      for (int k = 0; k < n; k++) {
        vectors[c * n + k] = sign * v[from + k];
      }
    }
    return new Eigen(values, vectors);
  }
}
