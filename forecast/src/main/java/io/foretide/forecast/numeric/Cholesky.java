package io.foretide.forecast.numeric;

/**
 * Symmetric positive definite systems; matrices are rows of their lower triangle in full squares.
 */
public final class Cholesky {

  private Cholesky() {}

  /**
   * Replaces the lower triangle by its Cholesky factor; false where it is not positive definite.
   */
  public static boolean factor(double[][] a) {
    int n = a.length;
    for (int i = 0; i < n; i++) {
      double[] row = a[i];
      for (int j = 0; j <= i; j++) {
        double[] other = a[j];
        double sum = row[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        if (i == j) {
          if (!(sum > 0)) {
            return false;
          }
          row[i] = Math.sqrt(sum);
        } else {
          row[j] = sum / other[j];
        }
      }
    }
    return true;
  }

  /** Solves with a factor from {@link #factor}, in place. */
  public static void solve(double[][] factor, double[] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= factor[i][k] * b[k];
      }
      b[i] = sum / factor[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      b[i] /= factor[i][i];
      double value = b[i];
      for (int k = 0; k < i; k++) {
        b[k] -= factor[i][k] * value;
      }
    }
  }

  /** Sum of logarithms of the factor's diagonal. */
  public static double halfLogDeterminant(double[][] factor) {
    double sum = 0;
    for (int i = 0; i < factor.length; i++) {
      sum += Math.log(factor[i][i]);
    }
    return sum;
  }
}
