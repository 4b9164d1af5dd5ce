package io.foretide.forecast.numeric;

/** Inner products in four partial sums, always in the same order. */
public final class Dot {

  private Dot() {}

  /** Sum of the products of the first {@code n} values. */
  public static double of(double[] a, double[] b, int n) {
    return of(a, 0, b, 0, n);
  }

  /** Sum of the products of {@code n} values from given places. */
  public static double of(double[] a, int from, double[] b, int start, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[from + i] * b[start + i];
      s1 += a[from + i + 1] * b[start + i + 1];
      s2 += a[from + i + 2] * b[start + i + 2];
      s3 += a[from + i + 3] * b[start + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[from + i] * b[start + i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
