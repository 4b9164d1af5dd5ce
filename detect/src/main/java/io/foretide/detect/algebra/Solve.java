package io.foretide.detect.algebra;

/** Systems of linear equations with a symmetric positive definite matrix. */
public final class Solve {
  private Solve() {}

  /**
   * Solves a x = b by Cholesky's decomposition, in place and without allocation.
   *
   * @param a n times n, overwritten
   * @param b right-hand side, overwritten by the solution
   * @return whether the matrix was positive definite; if not, b is worthless
   */
  public static boolean positive(double[] a, double[] b, int n) {
    for (int j = 0; j < n; j++) {
      double d = a[j * n + j];
      for (int k = 0; k < j; k++) {
        d -= a[j * n + k] * a[j * n + k];
      }
      if (!(d > 0)) {
        return false;
      }
      d = Math.sqrt(d);
      a[j * n + j] = d;
      for (int i = j + 1; i < n; i++) {
        double s = a[i * n + j];
        for (int k = 0; k < j; k++) {
          s -= a[i * n + k] * a[j * n + k];
        }
        a[i * n + j] = s / d;
      }
    }
    for (int i = 0; i < n; i++) {
      double s = b[i];
      for (int k = 0; k < i; k++) {
        s -= a[i * n + k] * b[k];
      }
      b[i] = s / a[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double s = b[i];
      for (int k = i + 1; k < n; k++) {
        s -= a[k * n + i] * b[k];
      }
      b[i] = s / a[i * n + i];
    }
    return true;
  }
}
