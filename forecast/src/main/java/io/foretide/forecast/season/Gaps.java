package io.foretide.forecast.season;

/** Fills missing values, for methods that cannot leave them out. */
public final class Gaps {

  private Gaps() {}

  /** Whether any value is missing. */
  public static boolean any(double[] y) {
    for (double value : y) {
      if (Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A copy with missing values filled: the line between neighbours, moved by what the same place in
   * the neighbouring seasons lies off the line between its own neighbours. Without gaps, the array
   * itself.
   */
  public static double[] filled(double[] y, int season) {
    if (!any(y)) {
      return y;
    }
    double[] line = lined(y);
    if (season <= 1 || y.length <= 2 * season) {
      return line;
    }
    double[] filled = line.clone();
    double[] pattern = pattern(y, season);
    double[] offsets = new double[y.length];
    for (int t = 0; t < y.length; t++) {
      offsets[t] = y[t] - pattern[t % season];
    }
    double[] level = lined(offsets);
    for (int t = 0; t < y.length; t++) {
      if (Double.isNaN(y[t])) {
        double value = level[t] + pattern[t % season];
        filled[t] = Double.isNaN(value) ? line[t] : value;
      }
    }
    return filled;
  }

  private static double[] pattern(double[] y, int season) {
    double[] sums = new double[season];
    int[] counts = new int[season];
    double all = 0;
    int known = 0;
    for (int t = 0; t < y.length; t++) {
      if (!Double.isNaN(y[t])) {
        sums[t % season] += y[t];
        counts[t % season]++;
        all += y[t];
        known++;
      }
    }
    for (int j = 0; j < season; j++) {
      sums[j] = counts[j] > 0 ? sums[j] / counts[j] : all / Math.max(1, known);
    }
    return sums;
  }

  private static double[] lined(double[] y) {
    double[] out = y.clone();
    int before = -1;
    for (int t = 0; t <= y.length; t++) {
      if (t < y.length && Double.isNaN(y[t])) {
        continue;
      }
      for (int k = before + 1; k < t; k++) {
        if (before < 0) {
          out[k] = t < y.length ? y[t] : Double.NaN;
        } else if (t == y.length) {
          out[k] = y[before];
        } else {
          out[k] = y[before] + (y[t] - y[before]) * (k - before) / (t - before);
        }
      }
      before = t;
    }
    return out;
  }
}
