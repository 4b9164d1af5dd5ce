package io.foretide.forecast.prophet;

import java.util.Arrays;
import java.util.List;

/** Something that adds to the trend or multiplies it; one or more columns of the regression. */
public sealed interface Feature {

  /** Name in components. */
  String name();

  /** Standard deviation of the normal prior of each coefficient. */
  double prior();

  /** Whether it multiplies the trend. */
  boolean multiplicative();

  /** Number of columns. */
  int columns();

  /**
   * A season as a Fourier series.
   *
   * @param name name in components
   * @param period length in days
   * @param order number of harmonics
   * @param prior prior scale
   * @param multiplicative whether it multiplies the trend
   */
  record Season(String name, double period, int order, double prior, boolean multiplicative)
      implements Feature {
    @Override
    public int columns() {
      return 2 * order;
    }
  }

  /**
   * Days on which something happens; each day of the window has its own effect.
   *
   * @param name name in components
   * @param days days since 1970-01-01
   * @param before days before that also count
   * @param after days after that also count
   * @param prior prior scale
   * @param multiplicative whether it multiplies the trend
   */
  record Holiday(
      String name, List<Long> days, int before, int after, double prior, boolean multiplicative)
      implements Feature {
    /** Keeps its own list. */
    public Holiday {
      days = List.copyOf(days);
    }

    @Override
    public int columns() {
      return before + after + 1;
    }
  }

  /**
   * Another series whose values are known ahead, standardised over the training data.
   *
   * @param name name in components
   * @param input index among the regressors passed to fit and forecast
   * @param prior prior scale
   * @param multiplicative whether it multiplies the trend
   */
  record Regressor(String name, int input, double prior, boolean multiplicative)
      implements Feature {
    @Override
    public int columns() {
      return 1;
    }
  }

  /** Writes this feature's columns, one array of rows per column. */
  static void fill(Feature feature, double[] days, double[][] inputs, double[][] out, int at) {
    switch (feature) {
      case Season season -> {
        for (int t = 0; t < days.length; t++) {
          double angle = 2 * Math.PI * (days[t] / season.period());
          double sin = Math.sin(angle);
          double cos = Math.cos(angle);
          double s = sin;
          double c = cos;
          for (int k = 0; k < season.order(); k++) {
            out[at + 2 * k][t] = s;
            out[at + 2 * k + 1][t] = c;
            double next = s * cos + c * sin;
            c = c * cos - s * sin;
            s = next;
          }
        }
      }
      case Holiday holiday -> {
        for (int t = 0; t < days.length; t++) {
          long day = (long) Math.floor(days[t]);
          for (int offset = -holiday.before(); offset <= holiday.after(); offset++) {
            boolean hit = holiday.days().contains(day - offset);
            out[at + offset + holiday.before()][t] = hit ? 1 : 0;
          }
        }
      }
      case Regressor regressor ->
          System.arraycopy(inputs[regressor.input()], 0, out[at], 0, days.length);
    }
  }

  /** All columns of several features. */
  static double[][] matrix(List<Feature> features, double[] days, double[][] inputs) {
    int p = features.stream().mapToInt(Feature::columns).sum();
    double[][] out = new double[p][days.length];
    int at = 0;
    for (Feature feature : features) {
      fill(feature, days, inputs, out, at);
      at += feature.columns();
    }
    return out;
  }

  /** Prior scale of each column. */
  static double[] priors(List<Feature> features) {
    return features.stream()
        .flatMapToDouble(f -> {
          double[] all = new double[f.columns()];
          Arrays.fill(all, f.prior());
          return Arrays.stream(all);
        })
        .toArray();
  }
}
