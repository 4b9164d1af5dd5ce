package io.foretide.forecast.grid;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.season.Gaps;
import io.foretide.forecast.stl.Stl;
import java.util.Arrays;

/**
 * A forecaster that learns from a window whose outliers are taken out: values whose remainder,
 * after trend and season, lies more than three interquartile ranges outside the quartiles become
 * gaps.
 *
 * @param inner the method
 * @param season period in steps, 1 for none
 */
public record Cleaned(Forecaster inner, int season) implements Forecaster {

  private static final double RANGES = 3;
  private static final int LEAST = 8;

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public Fitted fit(double[] values) {
    return inner.fit(withoutOutliers(values, season));
  }

  @Override
  public Fitted refit(double[] values, Fitted previous) {
    return inner.refit(withoutOutliers(values, season), previous);
  }

  /** A copy in which outliers and infinities are NaN. */
  public static double[] withoutOutliers(double[] values, int season) {
    double[] y = values.clone();
    int usable = 0;
    for (int t = 0; t < y.length; t++) {
      if (!Double.isFinite(y[t])) {
        y[t] = Double.NaN;
      } else {
        usable++;
      }
    }
    if (usable < LEAST) {
      return y;
    }
    double[] rest = remainder(smaller(y), season);
    double[] sorted = Arrays.stream(rest).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length < LEAST) {
      return y;
    }
    double low = sorted[sorted.length / 4];
    double high = sorted[3 * sorted.length / 4];
    double room = RANGES * (high - low);
    if (!(room > 0)) {
      return y;
    }
    for (int t = 0; t < y.length; t++) {
      if (rest[t] < low - room || rest[t] > high + room) {
        y[t] = Double.NaN;
      }
    }
    return y;
  }

  /** Divided by a power of two, so that sums cannot overflow. */
  private static double[] smaller(double[] y) {
    double largest = 0;
    for (double value : y) {
      largest = Double.isNaN(value) ? largest : Math.max(largest, Math.abs(value));
    }
    double[] out = y.clone();
    for (int t = 0; t < out.length && largest > 0; t++) {
      out[t] = Math.scalb(y[t], -Math.getExponent(largest));
    }
    return out;
  }

  private static double[] remainder(double[] y, int season) {
    double[] full = Gaps.filled(y, season).clone();
    double[] rest = new double[y.length];
    if (season > 1 && y.length >= 2 * season) {
      double[] seasonal = Stl.of(season, 11).robust().decompose(full).seasonal();
      for (int t = 0; t < y.length; t++) {
        full[t] -= seasonal[t];
      }
    }
    int half = Math.max(3, Math.min(season, y.length / 4));
    double[] window = new double[2 * half + 1];
    for (int t = 0; t < y.length; t++) {
      int from = Math.max(0, t - half);
      int to = Math.min(y.length, t + half + 1);
      System.arraycopy(full, from, window, 0, to - from);
      Arrays.sort(window, 0, to - from);
      double middle = window[(to - from) / 2];
      rest[t] = Double.isNaN(y[t]) ? Double.NaN : full[t] - middle;
    }
    return rest;
  }
}
