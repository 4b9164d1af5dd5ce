package io.foretide.forecast.numeric;

/** Sample quantiles. */
public final class Quantiles {

  private Quantiles() {}

  /** Quantile of ascending values, linear between order statistics (Hyndman and Fan, type 7). */
  public static double ofSorted(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  /**
   * Quantile of a set of past errors for use as a prediction limit: the conformal order statistic
   * {@code p (n + 1)}, and the normal quantile of the errors' root mean square, never inside the
   * extremes seen, where the set is too small to reach {@code p}.
   */
  public static double ofErrors(double[] errors, double p) {
    int n = errors.length;
    double rank = p * (n + 1);
    if (rank >= 1 && rank <= n) {
      double[] copy = errors.clone();
      int low = (int) rank;
      double below = select(copy, 0, n - 1, low - 1);
      if (low == n || rank == low) {
        return below;
      }
      double above = Double.POSITIVE_INFINITY;
      for (int i = low; i < n; i++) {
        above = Math.min(above, copy[i]);
      }
      return below + (rank - low) * (above - below);
    }
    return beyond(errors, p);
  }

  /** The same as {@link #ofErrors} of ascending errors. */
  public static double ofSortedErrors(double[] sorted, double p) {
    int n = sorted.length;
    double rank = p * (n + 1);
    if (rank >= 1 && rank <= n) {
      int low = (int) rank;
      double below = sorted[low - 1];
      return low == n || rank == low ? below : below + (rank - low) * (sorted[low] - below);
    }
    return beyond(sorted, p);
  }

  private static double beyond(double[] errors, double p) {
    int n = errors.length;
    double largest = 0;
    for (double error : errors) {
      largest = Math.max(largest, Math.abs(error));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double error : errors) {
      sum += error / largest * (error / largest);
      least = Math.min(least, error);
      most = Math.max(most, error);
    }
    double normal = Normal.quantile(p) * largest * Math.sqrt(sum / n);
    return p < 0.5 ? Math.min(normal, least) : Math.max(normal, most);
  }

  /** Median of a copy of the values; NaN of none. */
  public static double median(double[] values) {
    int n = values.length;
    if (n == 0) {
      return Double.NaN;
    }
    double[] copy = values.clone();
    double upper = select(copy, 0, n - 1, n / 2);
    if (n % 2 == 1) {
      return upper;
    }
    double lower = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n / 2; i++) {
      lower = Math.max(lower, copy[i]);
    }
    return lower + (upper - lower) / 2;
  }

  /** Moves the k-th smallest value to position k, smaller ones before it (Hoare's selection). */
  static double select(double[] a, int from, int to, int k) {
    int left = from;
    int right = to;
    while (left < right) {
      double pivot = medianOfThree(a[left], a[(left + right) >>> 1], a[right]);
      int i = left;
      int j = right;
      while (i <= j) {
        while (a[i] < pivot) {
          i++;
        }
        while (a[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swap = a[i];
          a[i++] = a[j];
          a[j--] = swap;
        }
      }
      if (k <= j) {
        right = j;
      } else if (k >= i) {
        left = i;
      } else {
        return a[k];
      }
    }
    return a[k];
  }

  private static double medianOfThree(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
