package io.foretide.detect.gordo;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import io.foretide.detect.tail.Normal;
import java.util.Arrays;

/**
 * Maps each tag to its rank, as scikit-learn's QuantileTransformer does: piecewise linear between
 * quantiles, the mean of both ends where quantiles repeat, and through the normal quantile function
 * if wanted. All rows are used; scikit-learn draws 10,000 of longer columns.
 *
 * @param quantiles of each tag, at equal steps of rank from 0 to 1
 * @param normal whether ranks become normal deviates
 */
@SuppressWarnings("ArrayRecordComponent")
public record QuantileMap(double[][] quantiles, boolean normal) implements TagTransform {
  /** Quantiles that are kept, where there are as many rows. */
  public static final int MOST = 1000;

  private static final double BOUND = 1e-7;
  private static final double LEAST = Normal.quantile(BOUND - Math.ulp(1.0));
  private static final double LARGEST = Normal.quantile(1 - (BOUND - Math.ulp(1.0)));

  /** Fits to columns without NaN. */
  static QuantileMap fit(double[][] columns, int most, boolean normal) {
    double[][] quantiles = new double[columns.length][];
    for (int j = 0; j < columns.length; j++) {
      double[] sorted = columns[j].clone();
      Arrays.sort(sorted);
      int n = Math.max(1, Math.min(most, sorted.length));
      quantiles[j] = new double[n];
      double before = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < n; k++) {
        before = Math.max(before, percentile(sorted, rank(k, n) * 100));
        quantiles[j][k] = before;
      }
    }
    return new QuantileMap(quantiles, normal);
  }

  /** Rounded as NumPy rounds it: next to repeated values the last bit decides about the rank. */
  private static double percentile(double[] sorted, double percent) {
    double at = (sorted.length - 1) * (percent / 100);
    int low = (int) Math.floor(at);
    if (low >= sorted.length - 1) {
      return sorted[sorted.length - 1];
    }
    double share = at - low;
    double step = sorted[low + 1] - sorted[low];
    return share >= 0.5 ? sorted[low + 1] - step * (1 - share) : sorted[low] + step * share;
  }

  private static double rank(int k, int n) {
    return k == n - 1 ? n == 1 ? 0 : 1 : k * (1.0 / (n - 1));
  }

  @Override
  public double scale(int j, double x) {
    double[] q = quantiles[j];
    int n = q.length;
    double slack = normal ? BOUND : 0;
    if (Double.isNaN(x)) {
      return x;
    }
    double p = (up(q, x) + down(q, x)) / 2;
    if (normal ? x + slack > q[n - 1] : x == q[n - 1]) {
      p = 1;
    }
    if (normal ? x - slack < q[0] : x == q[0]) {
      p = 0;
    }
    return normal ? Math.clamp(Normal.quantile(p), LEAST, LARGEST) : p;
  }

  /** The rank at the last of the quantiles up to x. */
  private static double up(double[] q, double x) {
    int n = q.length;
    if (x >= q[n - 1]) {
      return rank(n - 1, n);
    }
    if (x < q[0]) {
      return 0;
    }
    int low = 0;
    int high = n - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (q[middle] <= x) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double step = (rank(low + 1, n) - rank(low, n)) / (q[low + 1] - q[low]);
    return step * (x - q[low]) + rank(low, n);
  }

  /** The rank at the first of the quantiles from x on. */
  private static double down(double[] q, double x) {
    int n = q.length;
    if (x <= q[0]) {
      return 0;
    }
    if (x > q[n - 1]) {
      return rank(n - 1, n);
    }
    int low = 0;
    int high = n - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (q[middle] >= x) {
        high = middle;
      } else {
        low = middle;
      }
    }
    double step = (rank(low, n) - rank(high, n)) / (q[low] - q[high]);
    return step * (x - q[high]) + rank(high, n);
  }

  @Override
  public double inverse(int j, double y) {
    double[] q = quantiles[j];
    int n = q.length;
    double p = normal ? Normal.below(y) : y;
    double slack = normal ? BOUND : 0;
    if (Double.isNaN(p)) {
      return p;
    }
    if (p - slack <= 0) {
      return q[0];
    }
    if (p + slack >= 1) {
      return q[n - 1];
    }
    int low = Math.min((int) (p * (n - 1)), n - 2);
    double step = (q[low + 1] - q[low]) / (rank(low + 1, n) - rank(low, n));
    return step * (p - rank(low, n)) + q[low];
  }

  @Override
  public void write(ByteSink out) {
    out.putBoolean(normal);
    out.putInt(quantiles.length);
    for (double[] q : quantiles) {
      out.putDoubles(q);
    }
  }

  static QuantileMap read(ByteSource in) {
    boolean normal = in.getBoolean();
    double[][] quantiles = new double[in.getInt(1, 1 << 20)][];
    for (int j = 0; j < quantiles.length; j++) {
      quantiles[j] = in.getDoubles();
      if (quantiles[j].length == 0) {
        throw in.damaged("a tag has no quantiles");
      }
    }
    return new QuantileMap(quantiles, normal);
  }
}
