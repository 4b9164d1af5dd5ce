package io.foretide.forecast.season;

/** Classical decomposition by moving averages, and the test whether a season is there at all. */
public final class ClassicalSeason {

  private ClassicalSeason() {}

  /**
   * Whether the autocorrelation at the season exceeds what the shorter lags explain, at 90 %
   * two-sided (Assimakopoulos and Nikolopoulos 2000).
   */
  public static boolean present(double[] y, int season) {
    int n = y.length;
    if (season <= 1 || n <= 2 * season) {
      return false;
    }
    double mean = 0;
    for (double value : y) {
      mean += value / n;
    }
    double[] centred = new double[n];
    double variance = 0;
    for (int t = 0; t < n; t++) {
      centred[t] = y[t] - mean;
      variance += centred[t] * centred[t];
    }
    if (!(variance > 0)) {
      return false;
    }
    double sum = 0;
    double last = 0;
    for (int lag = 1; lag <= season; lag++) {
      double r = 0;
      for (int t = lag; t < n; t++) {
        r += centred[t] * centred[t - lag];
      }
      r /= variance;
      if (lag < season) {
        sum += r * r;
      } else {
        last = r;
      }
    }
    return Math.abs(last) / Math.sqrt((1 + 2 * sum) / n) > 1.6448536269514722;
  }

  /**
   * Seasonal indices by place in the season, the first belonging to the first value.
   *
   * @param times true for factors that average 1, false for terms that sum to 0
   */
  public static double[] indices(double[] y, int season, boolean times) {
    int n = y.length;
    int half = season / 2;
    double[] sums = new double[season];
    int[] counts = new int[season];
    double window = 0;
    for (int t = 0; t < season && t < n; t++) {
      window += y[t];
    }
    for (int t = half; t < n - half; t++) {
      double trend;
      if (season % 2 == 1) {
        trend = window / season;
        if (t + half + 1 < n) {
          window += y[t + half + 1] - y[t - half];
        }
      } else {
        double next = window + y[t + half] - y[t - half];
        trend = (window + next) / (2 * season);
        window = next;
      }
      double part = times ? y[t] / trend : y[t] - trend;
      if (Double.isFinite(part)) {
        sums[t % season] += part;
        counts[t % season]++;
      }
    }
    double total = 0;
    for (int j = 0; j < season; j++) {
      sums[j] = counts[j] > 0 ? sums[j] / counts[j] : times ? 1 : 0;
      total += sums[j];
    }
    for (int j = 0; j < season; j++) {
      sums[j] = times ? sums[j] * season / total : sums[j] - total / season;
    }
    return sums;
  }
}
