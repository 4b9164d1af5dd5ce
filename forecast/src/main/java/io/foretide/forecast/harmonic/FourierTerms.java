package io.foretide.forecast.harmonic;

import java.util.Arrays;

/** Sines and cosines of several seasons, each frequency once. */
final class FourierTerms {

  private static final double SAME = 1e-9;

  private FourierTerms() {}

  /**
   * Columns over {@code n} steps from step {@code from} after the start of the data.
   *
   * @param seasons periods in steps
   * @param orders pairs per period; a frequency that an earlier period has is left out
   */
  static double[][] columns(double[] seasons, int[] orders, long from, int n) {
    int most = 0;
    for (int order : orders) {
      most += order;
    }
    double[] seen = new double[most];
    int frequencies = 0;
    double[][] columns = new double[2 * most][];
    int at = 0;
    for (int i = 0; i < seasons.length; i++) {
      for (int k = 1; k <= orders[i]; k++) {
        double frequency = k / seasons[i];
        if (known(seen, frequencies, frequency)) {
          continue;
        }
        seen[frequencies++] = frequency;
        double[] sine = new double[n];
        double[] cosine = new double[n];
        for (int t = 0; t < n; t++) {
          double angle = 2 * Math.PI * k * ((from + t) % seasons[i]) / seasons[i];
          sine[t] = Math.sin(angle);
          cosine[t] = Math.cos(angle);
        }
        // The fastest wave has no sine: it would be zero at every step.
        if (Math.abs(frequency - 0.5) > SAME) {
          columns[at++] = sine;
        }
        columns[at++] = cosine;
      }
    }
    return Arrays.copyOf(columns, at);
  }

  private static boolean known(double[] seen, int count, double frequency) {
    for (int i = 0; i < count; i++) {
      if (Math.abs(seen[i] - frequency) < SAME) {
        return true;
      }
    }
    return false;
  }

  /** The seasonal part at {@code n} steps from step {@code from} after the start of the data. */
  static double[] waves(double[] seasons, int[] orders, double[] weights, long from, int n) {
    double[] sum = new double[n];
    if (weights.length == 0) {
      return sum;
    }
    double[][] columns = columns(seasons, orders, from, n);
    for (int i = 0; i < columns.length; i++) {
      for (int t = 0; t < n; t++) {
        sum[t] += weights[i] * columns[i][t];
      }
    }
    return sum;
  }
}
