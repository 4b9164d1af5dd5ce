package io.foretide.detect.algebra;

import java.util.Arrays;

/** Quantiles with linear interpolation between order statistics (Hyndman and Fan's type 7). */
public final class Quantile {
  private Quantile() {}

  /** The quantile of the values that are not NaN; NaN if there are none. */
  public static double of(double[] values, double p) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    while (n > 0 && Double.isNaN(sorted[n - 1])) {
      n--;
    }
    return ofSorted(sorted, n, p);
  }

  /** The quantile of the first n values, which are sorted. */
  public static double ofSorted(double[] sorted, int n, double p) {
    if (n == 0) {
      return Double.NaN;
    }
    double at = p * (n - 1);
    int low = (int) Math.floor(at);
    if (low >= n - 1) {
      return sorted[n - 1];
    }
    return sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]);
  }
}
