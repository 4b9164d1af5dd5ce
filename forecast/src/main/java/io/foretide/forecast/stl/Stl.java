package io.foretide.forecast.stl;

import java.util.Arrays;

/**
 * Seasonal-trend decomposition. Immutable and thread-safe.
 *
 * @param period season in steps, 2 or more
 * @param seasonalWindow years that the seasonal part looks over; 0 for a season that never changes
 * @param seasonalDegree 0 or 1
 * @param trendWindow steps that the trend looks over
 * @param trendDegree 0 or 1
 * @param lowPassWindow steps of the low-pass filter
 * @param lowPassDegree 0 or 1
 * @param seasonalJump distance between evaluated places of the seasonal part
 * @param trendJump the same for the trend
 * @param lowPassJump the same for the low-pass filter
 * @param inner passes of the inner loop
 * @param outer robust passes; 0 for none
 */
public record Stl(
    int period,
    int seasonalWindow,
    int seasonalDegree,
    int trendWindow,
    int trendDegree,
    int lowPassWindow,
    int lowPassDegree,
    int seasonalJump,
    int trendJump,
    int lowPassJump,
    int inner,
    int outer) {

  private static final double[] NONE = {};

  /**
   * The parts of a series; they add up to it.
   *
   * @param seasonal seasonal part
   * @param trend trend
   * @param remainder what is left
   * @param weights robustness weights, all 1 without robust passes
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Parts(double[] seasonal, double[] trend, double[] remainder, double[] weights) {}

  /** Usual settings for a season whose shape changes over {@code seasonalWindow} seasons. */
  public static Stl of(int period, int seasonalWindow) {
    int window = odd(seasonalWindow);
    int trend = odd((int) Math.ceil(1.5 * period / (1 - 1.5 / window)));
    int low = odd(period);
    return new Stl(
        period, window, 0, trend, 1, low, 1, tenth(window), tenth(trend), tenth(low), 2, 0);
  }

  /** Usual settings for a season whose shape does not change. */
  public static Stl periodic(int period) {
    int trend = odd((int) Math.ceil(1.5 * period));
    int low = odd(period);
    return new Stl(period, 0, 0, trend, 1, low, 1, 1, tenth(trend), tenth(low), 2, 0);
  }

  /** The same with outliers held down. */
  public Stl robust() {
    return new Stl(
        period,
        seasonalWindow,
        seasonalDegree,
        trendWindow,
        trendDegree,
        lowPassWindow,
        lowPassDegree,
        seasonalJump,
        trendJump,
        lowPassJump,
        1,
        15);
  }

  /** The same with every regression evaluated at every step. */
  public Stl exact() {
    return new Stl(
        period,
        seasonalWindow,
        seasonalDegree,
        trendWindow,
        trendDegree,
        lowPassWindow,
        lowPassDegree,
        1,
        1,
        1,
        inner,
        outer);
  }

  private static int odd(int window) {
    return window % 2 == 0 ? window + 1 : window;
  }

  private static int tenth(int window) {
    return (int) Math.ceil(window / 10.0);
  }

  /**
   * Takes a series without gaps apart.
   *
   * @throws IllegalArgumentException where there are fewer than two seasons
   */
  public Parts decompose(double[] y) {
    int n = y.length;
    if (period < 2 || n < 2 * period) {
      throw new IllegalArgumentException(
          "STL with a season of " + period + " on " + n + " values: expected two seasons or more");
    }
    boolean fixed = seasonalWindow == 0;
    int window = fixed ? 10 * n + 1 : Math.max(3, seasonalWindow);
    double[] seasonal = new double[n];
    double[] trend = new double[n];
    double[] robust = NONE;
    double[] cycles = new double[n + 2 * period];
    double[] smooth = new double[n + 2 * period];
    double[] low = new double[n + 2 * period];
    double[] work = new double[n];
    Loess loess = new Loess(n + 2 * period);
    for (int pass = 0; pass <= outer; pass++) {
      for (int i = 0; i < inner; i++) {
        for (int t = 0; t < n; t++) {
          work[t] = y[t] - trend[t];
        }
        cycles(loess, work, window, robust, cycles);
        average(cycles, n + 2 * period, period, smooth);
        average(smooth, n + period + 1, period, low);
        average(low, n + 2, 3, smooth);
        loess.smooth(smooth, n, lowPassWindow, lowPassDegree, lowPassJump, NONE, low, 0);
        for (int t = 0; t < n; t++) {
          seasonal[t] = cycles[period + t] - low[t];
          work[t] = y[t] - seasonal[t];
        }
        loess.smooth(work, n, trendWindow, trendDegree, trendJump, robust, trend, 0);
      }
      if (pass < outer) {
        robust = weights(y, trend, seasonal);
      }
    }
    if (fixed) {
      level(seasonal);
    }
    double[] remainder = new double[n];
    for (int t = 0; t < n; t++) {
      remainder[t] = y[t] - trend[t] - seasonal[t];
    }
    double[] weights = robust;
    if (outer == 0) {
      weights = new double[n];
      Arrays.fill(weights, 1);
    }
    return new Parts(seasonal, trend, remainder, weights);
  }

  /** Smooths the values of each place in the season, one season beyond both ends. */
  private void cycles(Loess loess, double[] y, int window, double[] robust, double[] out) {
    int n = y.length;
    int most = n / period + 1;
    double[] sub = new double[most];
    double[] subWeights = robust.length > 0 ? new double[most] : NONE;
    double[] smooth = new double[most + 2];
    for (int j = 0; j < period; j++) {
      int k = (n - j - 1) / period + 1;
      for (int i = 0; i < k; i++) {
        sub[i] = y[i * period + j];
        if (robust.length > 0) {
          subWeights[i] = robust[i * period + j];
        }
      }
      loess.smooth(sub, k, window, seasonalDegree, seasonalJump, subWeights, smooth, 1);
      int right = Math.min(window, k);
      double before = loess.at(sub, k, window, seasonalDegree, 0, 1, right, subWeights);
      smooth[0] = loess.known() ? before : smooth[1];
      int left = Math.max(1, k - window + 1);
      double after = loess.at(sub, k, window, seasonalDegree, k + 1, left, k, subWeights);
      smooth[k + 1] = loess.known() ? after : smooth[k];
      for (int i = 0; i < k + 2; i++) {
        out[i * period + j] = smooth[i];
      }
    }
  }

  private static void average(double[] x, int n, int length, double[] out) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += x[i];
    }
    out[0] = sum / length;
    for (int i = length; i < n; i++) {
      sum += x[i] - x[i - length];
      out[i - length + 1] = sum / length;
    }
  }

  private static double[] weights(double[] y, double[] trend, double[] seasonal) {
    int n = y.length;
    double[] size = new double[n];
    for (int t = 0; t < n; t++) {
      size[t] = Math.abs(y[t] - trend[t] - seasonal[t]);
    }
    double[] sorted = size.clone();
    Arrays.sort(sorted);
    double scale = 3 * (sorted[n / 2] + sorted[n - n / 2 - 1]);
    for (int t = 0; t < n; t++) {
      double r = size[t];
      if (r <= 0.001 * scale) {
        size[t] = 1;
      } else if (r <= 0.999 * scale) {
        double q = r / scale;
        size[t] = (1 - q * q) * (1 - q * q);
      } else {
        size[t] = 0;
      }
    }
    return size;
  }

  private void level(double[] seasonal) {
    int n = seasonal.length;
    for (int j = 0; j < period; j++) {
      double sum = 0;
      int k = 0;
      for (int t = j; t < n; t += period) {
        sum += seasonal[t];
        k++;
      }
      for (int t = j; t < n; t += period) {
        seasonal[t] = sum / k;
      }
    }
  }
}
