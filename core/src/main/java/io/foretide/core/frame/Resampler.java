package io.foretide.core.frame;

import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.Arrays;

/**
 * Puts points into left-closed buckets {@code [k * step, (k + 1) * step)} that are aligned to the
 * epoch and labelled with their start. Pure; one pass over the points.
 */
public final class Resampler {
  /** Most buckets of one answer. */
  public static final int MAX_BUCKETS = 20_000_000;

  private Resampler() {}

  /**
   * The starts of the buckets that start inside a range, rising.
   *
   * @param range instants
   * @param step nanoseconds, above zero
   * @throws IllegalArgumentException if there are more than {@value #MAX_BUCKETS}
   */
  public static long[] starts(Range range, long step) {
    if (step <= 0) {
      throw new IllegalArgumentException("step " + step + " ns: expected above zero");
    }
    long first = Math.floorDiv(range.from(), step);
    if (Math.floorMod(range.from(), step) != 0) {
      first++;
    }
    long end = Math.floorDiv(Math.max(range.from(), range.to()) - 1, step) + 1;
    if (range.isEmpty() || first >= end) {
      return new long[0];
    }
    long n = end - first;
    if (n < 0 || n > MAX_BUCKETS) {
      throw new IllegalArgumentException(
          Long.toUnsignedString(n)
              + " buckets between "
              + Instants.format(range.from())
              + " and "
              + Instants.format(range.to())
              + ": expected at most "
              + MAX_BUCKETS
              + "; ask for a shorter range or a longer step");
    }
    long[] out = new long[(int) n];
    for (int i = 0; i < out.length; i++) {
      out[i] = (first + i) * step;
    }
    return out;
  }

  /**
   * One value per bucket of {@link #starts}; NaN for a bucket without points. Points outside the
   * range and NaN values count for nothing, so a last bucket that reaches beyond the range holds
   * only what lies before the range's end.
   *
   * @param times rising
   * @param values as many as times
   * @param n how many of them
   */
  public static double[] resample(
      long[] times, double[] values, int n, Range range, long step, Aggregation how) {
    long[] starts = starts(range, step);
    double[] out = new double[starts.length];
    Arrays.fill(out, Double.NaN);
    if (starts.length == 0) {
      return out;
    }
    long base = starts[0];
    int i = Arrays.binarySearch(times, 0, n, base);
    i = i >= 0 ? i : -i - 1;
    while (i < n && times[i] < range.to()) {
      int bucket = (int) Long.divideUnsigned(times[i] - base, step);
      long last = bucket + 1 < starts.length ? starts[bucket + 1] : range.to();
      int end = i;
      while (end < n && times[end] < last) {
        end++;
      }
      out[bucket] = combine(values, i, end, how);
      i = end;
    }
    return out;
  }

  private static double combine(double[] v, int from, int to, Aggregation how) {
    if (how == Aggregation.MEDIAN) {
      return median(v, from, to);
    }
    double sum = 0;
    double lost = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double first = Double.NaN;
    double last = Double.NaN;
    int count = 0;
    for (int i = from; i < to; i++) {
      double x = v[i];
      if (!Double.isNaN(x)) {
        if (count++ == 0) {
          first = x;
        }
        last = x;
        // Compensated summation (W. Kahan, CACM 8(1), 1965), as pandas sums: the same last bit.
        double next = x - lost;
        double total = sum + next;
        lost = total - sum - next;
        sum = total;
        min = Math.min(min, x);
        max = Math.max(max, x);
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    return switch (how) {
      case MEAN -> sum / count;
      case MIN -> min;
      case MAX -> max;
      case LAST -> last;
      case FIRST -> first;
      case SUM -> sum;
      case COUNT -> count;
      case MEDIAN -> throw new IllegalStateException("median is computed apart");
    };
  }

  private static double median(double[] v, int from, int to) {
    double[] sorted = Arrays.copyOfRange(v, from, to);
    Arrays.sort(sorted);
    int n = sorted.length;
    while (n > 0 && Double.isNaN(sorted[n - 1])) {
      n--;
    }
    if (n == 0) {
      return Double.NaN;
    }
    double high = sorted[n / 2];
    return n % 2 == 1 ? high : sorted[n / 2 - 1] / 2 + high / 2;
  }
}
