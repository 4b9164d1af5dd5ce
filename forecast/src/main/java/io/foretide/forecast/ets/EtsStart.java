package io.foretide.forecast.ets;

import io.foretide.forecast.ets.EtsForm.Part;
import io.foretide.forecast.numeric.Quantiles;
import java.util.Arrays;

/** First guesses of initial states from the beginning of a series. */
final class EtsStart {

  private static final int SEASONS = 5;
  private static final int POINTS = 10;

  private EtsStart() {}

  /** Typical size of the values' changes, above zero. */
  static double unit(double[] y) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (double value : y) {
      if (!Double.isNaN(value)) {
        n++;
        double step = value - sum;
        sum += step / n;
        squares += step * (value - sum);
      }
    }
    double sd = Math.sqrt(squares / Math.max(1, n));
    return sd > 0 ? sd : sum != 0 ? Math.abs(sum) : 1;
  }

  /** Seasonal states from the first seasons, each against its own season's average. */
  static double[] seasonal(EtsForm form, double[] y, int m) {
    boolean times = form.seasonal() == Part.MULTIPLICATIVE;
    double[] states = new double[m];
    int seasons = Math.min(SEASONS, y.length / m);
    double[] averages = new double[seasons];
    double all = 0;
    int counted = 0;
    for (int k = 0; k < seasons; k++) {
      averages[k] = mean(y, k * m, (k + 1) * m);
      if (!Double.isNaN(averages[k])) {
        all += averages[k];
        counted++;
      }
    }
    double slope = seasons > 1 ? (averages[seasons - 1] - averages[0]) / ((seasons - 1.0) * m) : 0;
    if (Double.isNaN(slope)) {
      slope = 0;
    }
    double fallback = counted > 0 ? all / counted : mean(y, 0, y.length);
    double total = 0;
    for (int j = 0; j < m; j++) {
      double sum = 0;
      int n = 0;
      for (int k = 0; k < Math.max(1, seasons); k++) {
        int t = k * m + j;
        if (t >= y.length || Double.isNaN(y[t])) {
          continue;
        }
        double average = k < seasons && !Double.isNaN(averages[k]) ? averages[k] : fallback;
        double expected = average + slope * (j - (m - 1) / 2.0);
        double part = times ? y[t] / expected : y[t] - expected;
        if (Double.isFinite(part)) {
          sum += part;
          n++;
        }
      }
      states[j] = n > 0 ? sum / n : times ? 1 : 0;
      total += states[j];
    }
    for (int j = 0; j < m; j++) {
      states[j] = times ? Math.max(0.01, states[j] * m / total) : states[j] - total / m;
    }
    return states;
  }

  /** Level and trend before the first value: a line through the first values without season. */
  static double[] levelAndTrend(EtsForm form, double[] y, double[] seasonal) {
    double[] first = new double[Math.min(POINTS, y.length)];
    int[] at = new int[first.length];
    int n = 0;
    for (int t = 0; t < y.length && n < first.length; t++) {
      if (!Double.isNaN(y[t])) {
        first[n] = y[t];
        if (form.hasSeason()) {
          double s = seasonal[t % seasonal.length];
          first[n] = form.seasonal() == Part.MULTIPLICATIVE ? y[t] / s : y[t] - s;
        }
        at[n++] = t + 1;
      }
    }
    double meanT = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanT += (double) at[i] / n;
      meanY += first[i] / n;
    }
    double sxy = 0;
    double sxx = 0;
    for (int i = 0; i < n; i++) {
      sxy += (at[i] - meanT) * (first[i] - meanY);
      sxx += (at[i] - meanT) * (at[i] - meanT);
    }
    double slope = sxx > 0 ? sxy / sxx : 0;
    if (!form.hasTrend()) {
      return new double[] {Quantiles.median(Arrays.copyOf(first, n)), 0};
    }
    double level = meanY - slope * meanT;
    if (form.needsPositive() && level <= 0) {
      return firstValues(form, y, seasonal);
    }
    if (form.trend() == Part.MULTIPLICATIVE) {
      double positive = level > 0 ? level : Math.max(1e-9, Math.abs(meanY));
      double ratio = 1 + slope / Math.max(positive, Math.abs(meanY));
      return new double[] {positive, Math.min(1.5, Math.max(0.5, ratio))};
    }
    return new double[] {level, slope};
  }

  /** Level and trend before the first value from the first two values without season. */
  static double[] firstValues(EtsForm form, double[] y, double[] seasonal) {
    double[] first = new double[2];
    int n = 0;
    for (int t = 0; t < y.length && n < 2; t++) {
      if (!Double.isNaN(y[t])) {
        double s = form.hasSeason() ? seasonal[t % seasonal.length] : 0;
        first[n++] = form.seasonal() == Part.MULTIPLICATIVE ? y[t] / s : y[t] - s;
      }
    }
    double change = n == 2 ? first[1] - first[0] : 0;
    if (form.trend() == Part.MULTIPLICATIVE) {
      double ratio = first[0] > 0 ? 1 + change / first[0] : 1;
      return new double[] {Math.max(1e-9, first[0]), Math.min(1.5, Math.max(0.5, ratio))};
    }
    return new double[] {first[0], form.hasTrend() ? change : 0};
  }

  private static double mean(double[] y, int from, int to) {
    double sum = 0;
    int n = 0;
    for (int t = from; t < to; t++) {
      if (!Double.isNaN(y[t])) {
        sum += y[t];
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }
}
