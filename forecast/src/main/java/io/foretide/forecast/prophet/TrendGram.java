package io.foretide.forecast.prophet;

import io.foretide.forecast.numeric.Dot;

/**
 * Inner products of the columns of a straight trend with each other, with features that add to it
 * and with the values. The trend's columns are hinges, so sums over the parts between changepoints
 * give all of them; only the features among themselves need a pass per pair.
 */
final class TrendGram {

  private final double[] t;
  private final double[] hinges;

  /** First value at or after each hinge. */
  private final int[] from;

  /**
   * Sums over a series.
   *
   * @param t scaled times, ascending from 0
   * @param changepoints scaled times at which the rate may change
   */
  TrendGram(double[] t, double[] changepoints) {
    this.t = t;
    hinges = changepoints;
    from = new int[changepoints.length];
    for (int j = 0, i = 0; j < from.length; j++) {
      i = j > 0 && changepoints[j] < changepoints[j - 1] ? 0 : i;
      while (i < t.length && t[i] < changepoints[j]) {
        i++;
      }
      from[j] = i;
    }
  }

  /** Writes all products; the trend's rate, offset and hinges come before the features. */
  void fill(double[][] x, double[] y, double[][] gram, double[] cross) {
    int h = hinges.length;
    trend(gram);
    double[] once = new double[h + 1];
    double[] timed = new double[h + 1];
    against(y, once, timed, cross);
    double[] column = new double[h + 2];
    for (int k = 0; k < x.length; k++) {
      int row = h + 2 + k;
      against(x[k], once, timed, column);
      for (int j = 0; j < h + 2; j++) {
        gram[row][j] = column[j];
        gram[j][row] = column[j];
      }
      for (int l = 0; l <= k; l++) {
        gram[row][h + 2 + l] = Dot.of(x[k], x[l], t.length);
        gram[h + 2 + l][row] = gram[row][h + 2 + l];
      }
      cross[row] = Dot.of(x[k], y, t.length);
    }
  }

  private void trend(double[][] gram) {
    int h = hinges.length;
    int n = t.length;
    double[] first = new double[h + 1];
    double[] second = new double[h + 1];
    int end = n;
    for (int j = h; j >= 0; j--) {
      int start = j == 0 ? 0 : from[j - 1];
      double one = 0;
      double two = 0;
      for (int i = start; i < end; i++) {
        one += t[i];
        two += t[i] * t[i];
      }
      first[j] = one + (j < h ? first[j + 1] : 0);
      second[j] = two + (j < h ? second[j + 1] : 0);
      end = start;
    }
    gram[0][0] = second[0];
    gram[0][1] = first[0];
    gram[1][0] = first[0];
    gram[1][1] = n;
    for (int j = 0; j < h; j++) {
      double count = n - from[j];
      double c = hinges[j];
      double withRate = second[j + 1] - c * first[j + 1];
      double withOffset = first[j + 1] - c * count;
      gram[2 + j][0] = withRate;
      gram[0][2 + j] = withRate;
      gram[2 + j][1] = withOffset;
      gram[1][2 + j] = withOffset;
      for (int i = 0; i <= j; i++) {
        // Both are above zero from the later of the two on.
        double both = withRate - hinges[i] * withOffset;
        gram[2 + j][2 + i] = both;
        gram[2 + i][2 + j] = both;
      }
    }
  }

  /** Products of the trend's columns with another column. */
  private void against(double[] x, double[] once, double[] timed, double[] out) {
    int h = hinges.length;
    int end = t.length;
    for (int j = h; j >= 0; j--) {
      int start = j == 0 ? 0 : from[j - 1];
      double one = 0;
      double other = 0;
      double two = 0;
      double second = 0;
      int i = start;
      for (; i + 1 < end; i += 2) {
        one += x[i];
        other += x[i + 1];
        two += t[i] * x[i];
        second += t[i + 1] * x[i + 1];
      }
      if (i < end) {
        one += x[i];
        two += t[i] * x[i];
      }
      once[j] = one + other + (j < h ? once[j + 1] : 0);
      timed[j] = two + second + (j < h ? timed[j + 1] : 0);
      end = start;
    }
    out[0] = timed[0];
    out[1] = once[0];
    for (int j = 0; j < h; j++) {
      out[2 + j] = timed[j + 1] - hinges[j] * once[j + 1];
    }
  }
}
