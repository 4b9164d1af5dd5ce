package io.foretide.hub.explore;

import java.util.Arrays;

/**
 * How a window of a series compares with earlier windows of the same length at the same time of the
 * day.
 *
 * <p>Each window is cut into buckets with a least and a greatest value. What is usual in a bucket
 * is the median of its least and of its greatest values over the earlier windows; a bucket deviates
 * by the larger of its two distances from them. A window's deviation is the mean of the largest
 * tenth of its buckets' deviations, one at least. The score is the window's deviation divided by
 * the one that four of five earlier windows do not exceed: 1 is as unusual as one day in five, 10
 * is ten times that. Medians and that quantile bear a fifth of earlier windows that were anomalous
 * themselves.
 *
 * @param score see above, at most {@value #MOST}; NaN where it cannot be told
 * @param windows how many earlier windows it was compared with
 * @param above how many of them deviated less
 * @param bucket the one that deviates most; -1 if there is none
 * @param value the value in it
 * @param usual what would have been usual there
 * @param silent whether there are no points although there were before
 */
record Unusual(
    double score, int windows, int above, int bucket, double value, double usual, boolean silent) {
  static final double MOST = 1_000;

  /** Fewer earlier windows say nothing. */
  static final int LEAST_WINDOWS = 4;

  private static final double SHARE = 0.1;
  private static final double QUANTILE = 0.8;
  private static final double NOTHING = 1e-3;

  private static Unusual untold(int windows, boolean silent) {
    return new Unusual(Double.NaN, windows, 0, -1, Double.NaN, Double.NaN, silent);
  }

  /**
   * @param least {@code least[window][bucket]}, the window in question first; NaN without points
   * @param most the same of the greatest values
   */
  static Unusual of(double[][] least, double[][] most) {
    int present = present(least[0]);
    double[][] lo = earlier(least, present);
    double[][] hi = earlier(most, present);
    if (lo.length < LEAST_WINDOWS) {
      return untold(lo.length, false);
    }
    if (present == 0) {
      return untold(lo.length, true);
    }
    double[] usualLow = medians(lo);
    double[] usualHigh = medians(hi);
    double[] past = new double[lo.length];
    for (int w = 0; w < past.length; w++) {
      past[w] = deviation(lo[w], hi[w], usualLow, usualHigh);
    }
    double here = deviation(least[0], most[0], usualLow, usualHigh);
    int above = 0;
    for (double p : past) {
      above += p < here ? 1 : 0;
    }
    Arrays.sort(past);
    double scale = past[(int) Math.ceil(QUANTILE * past.length) - 1];
    double score = here == 0 ? 0 : Math.min(MOST, here / Math.max(scale, floor(lo, hi)));
    return place(least[0], most[0], usualLow, usualHigh, score, lo.length, above);
  }

  private static int present(double[] window) {
    int n = 0;
    for (double v : window) {
      n += Double.isNaN(v) ? 0 : 1;
    }
    return n;
  }

  /** The earlier windows that hold at least half as much as the one in question. */
  private static double[][] earlier(double[][] windows, int present) {
    return Arrays.stream(windows, 1, windows.length)
        .filter(w -> present(w) > 0 && 2 * present(w) >= present)
        .toArray(double[][]::new);
  }

  private static double[] medians(double[][] windows) {
    double[] out = new double[windows[0].length];
    double[] known = new double[windows.length];
    for (int b = 0; b < out.length; b++) {
      int n = 0;
      for (double[] w : windows) {
        if (!Double.isNaN(w[b])) {
          known[n++] = w[b];
        }
      }
      Arrays.sort(known, 0, n);
      out[b] = n == 0 ? Double.NaN : (known[(n - 1) / 2] + known[n / 2]) / 2;
    }
    return out;
  }

  private static double distance(double low, double high, double usualLow, double usualHigh) {
    return Math.max(Math.abs(low - usualLow), Math.abs(high - usualHigh));
  }

  private static double deviation(
      double[] low, double[] high, double[] usualLow, double[] usualHigh) {
    double[] all = new double[low.length];
    int n = 0;
    for (int b = 0; b < low.length; b++) {
      double d = distance(low[b], high[b], usualLow[b], usualHigh[b]);
      if (!Double.isNaN(d)) {
        all[n++] = d;
      }
    }
    Arrays.sort(all, 0, n);
    int largest = Math.min(n, Math.max(1, (int) Math.ceil(SHARE * n)));
    double sum = 0;
    for (int i = n - largest; i < n; i++) {
      sum += all[i];
    }
    return n == 0 ? 0 : sum / largest;
  }

  /** What counts as no deviation at all: a thousandth of the span of the earlier values. */
  private static double floor(double[][] lo, double[][] hi) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int w = 0; w < lo.length; w++) {
      for (int b = 0; b < lo[w].length; b++) {
        if (!Double.isNaN(lo[w][b])) {
          min = Math.min(min, lo[w][b]);
          max = Math.max(max, hi[w][b]);
        }
      }
    }
    double span = max > min ? max - min : Math.abs(max);
    return Math.max(Double.MIN_NORMAL, NOTHING * span);
  }

  private static Unusual place(
      double[] low,
      double[] high,
      double[] usualLow,
      double[] usualHigh,
      double score,
      int windows,
      int above) {
    int at = -1;
    double most = -1;
    for (int b = 0; b < low.length; b++) {
      double d = distance(low[b], high[b], usualLow[b], usualHigh[b]);
      if (d > most) {
        most = d;
        at = b;
      }
    }
    if (at < 0) {
      return new Unusual(score, windows, above, -1, Double.NaN, Double.NaN, false);
    }
    boolean below = Math.abs(low[at] - usualLow[at]) >= Math.abs(high[at] - usualHigh[at]);
    return new Unusual(
        score,
        windows,
        above,
        at,
        below ? low[at] : high[at],
        below ? usualLow[at] : usualHigh[at],
        false);
  }
}
