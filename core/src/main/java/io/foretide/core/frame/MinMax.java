package io.foretide.core.frame;

import io.foretide.core.time.Range;
import java.util.Arrays;
import java.util.List;

/** Thins points for drawing without losing a peak: the least and the greatest value per bucket. */
public final class MinMax {
  private MinMax() {}

  /**
   * Divides a range into equal buckets and keeps the extremes of each.
   *
   * @param times rising
   * @param values as many; NaN is skipped
   * @param n how many of them
   * @param range the instants to divide; points outside count for nothing
   * @param buckets at most this many, above zero
   * @return rows are the starts of all buckets, columns {@code min} and {@code max}, NaN where a
   *     bucket has no value
   */
  public static Frame downsample(long[] times, double[] values, int n, Range range, int buckets) {
    if (buckets <= 0) {
      throw new IllegalArgumentException(buckets + " buckets: expected above zero");
    }
    List<String> names = List.of("min", "max");
    // The length of a range may exceed Long.MAX_VALUE: it is taken as unsigned throughout.
    long length = range.to() - range.from();
    if (length == 0) {
      return new Frame(names, new long[0], new double[2][0]);
    }
    long width = Long.divideUnsigned(length - 1, buckets) + 1;
    int count = (int) (Long.divideUnsigned(length - 1, width) + 1);
    long[] starts = new long[count];
    for (int b = 0; b < count; b++) {
      starts[b] = range.from() + b * width;
    }
    double[] min = new double[count];
    double[] max = new double[count];
    Arrays.fill(min, Double.NaN);
    Arrays.fill(max, Double.NaN);
    int i = Arrays.binarySearch(times, 0, n, range.from());
    for (i = i >= 0 ? i : -i - 1; i < n && times[i] < range.to(); i++) {
      double x = values[i];
      if (!Double.isNaN(x)) {
        int b = (int) Long.divideUnsigned(times[i] - range.from(), width);
        min[b] = min[b] <= x ? min[b] : x;
        max[b] = max[b] >= x ? max[b] : x;
      }
    }
    return new Frame(names, starts, new double[][] {min, max});
  }
}
