package io.foretide.models.forecast;

import io.foretide.forecast.numeric.Quantiles;
import java.util.Arrays;

/**
 * The differences {@code x[i] - x[i - lag]} with both values inside a moving window, in ascending
 * order. What it holds depends on the window alone, not on how the window came there.
 */
final class SortedErrors {
  private final double[] values;
  private final int lag;
  private double[] sorted = new double[64];
  private int size;
  private int from;
  private int to;

  /**
   * @param values live column; NaN where there is no value
   * @param lag distance of the pairs
   */
  SortedErrors(double[] values, int lag) {
    this.values = values;
    this.lag = lag;
  }

  /** Moves the window to the positions [newFrom, newTo). */
  void moveTo(int newFrom, int newTo) {
    boolean near = newFrom >= from && newTo >= to && newTo - to < (to - from) / 8;
    if (near) {
      int leaving = Math.min(newFrom + lag, to);
      for (int i = from + lag; i < leaving; i++) {
        double e = values[i] - values[i - lag];
        if (!Double.isNaN(e)) {
          remove(e);
        }
      }
      for (int i = Math.max(to, newFrom + lag); i < newTo; i++) {
        double e = values[i] - values[i - lag];
        if (!Double.isNaN(e)) {
          insert(e);
        }
      }
    } else {
      rebuild(newFrom, newTo);
    }
    from = newFrom;
    to = newTo;
  }

  private void rebuild(int newFrom, int newTo) {
    size = 0;
    sorted = new double[Math.max(64, newTo - newFrom)];
    for (int i = newFrom + lag; i < newTo; i++) {
      double e = values[i] - values[i - lag];
      if (!Double.isNaN(e)) {
        sorted[size++] = e;
      }
    }
    Arrays.sort(sorted, 0, size);
  }

  private void insert(double e) {
    if (size == sorted.length) {
      sorted = Arrays.copyOf(sorted, 2 * size);
    }
    int i = Arrays.binarySearch(sorted, 0, size, e);
    i = i < 0 ? -i - 1 : i;
    System.arraycopy(sorted, i, sorted, i + 1, size - i);
    sorted[i] = e;
    size++;
  }

  private void remove(double e) {
    int i = Arrays.binarySearch(sorted, 0, size, e);
    System.arraycopy(sorted, i + 1, sorted, i, size - i - 1);
    size--;
  }

  int size() {
    return size;
  }

  /**
   * The quantile for a prediction limit, as {@link Quantiles#ofErrors}: the order statistic {@code
   * p (n + 1)}, beyond the extremes where the set is too small for it.
   */
  double quantile(double p) {
    double rank = p * (size + 1);
    if (rank >= 1 && rank <= size) {
      int low = (int) rank;
      double below = sorted[low - 1];
      return low == size || rank == low ? below : below + (rank - low) * (sorted[low] - below);
    }
    return Quantiles.ofErrors(Arrays.copyOf(sorted, size), p);
  }
}
