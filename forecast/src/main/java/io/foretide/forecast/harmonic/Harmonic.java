package io.foretide.forecast.harmonic;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.numeric.Ridge;
import io.foretide.forecast.scale.Intake;

/**
 * Dynamic harmonic regression in two steps: Fourier terms of each season by regression, with their
 * number chosen by an information criterion, then another method, usually ARIMA, on the rest.
 *
 * @param inner method for the rest
 * @param seasons periods in steps, of any length, also not whole
 */
@SuppressWarnings("ArrayRecordComponent")
public record Harmonic(Forecaster inner, double... seasons) implements Forecaster {

  private static final int[] ORDERS = {1, 2, 3, 4, 6, 8, 10, 12};

  @Override
  public String name() {
    return "harmonic-" + inner.name();
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 4, this::search);
  }

  private Fitted search(double[] y) {
    int usable = 0;
    for (double value : y) {
      usable += Double.isNaN(value) ? 0 : 1;
    }
    int[] orders = new int[seasons.length];
    Ridge best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int order : ORDERS) {
      int[] tried = new int[seasons.length];
      int columns = 0;
      for (int i = 0; i < tried.length; i++) {
        tried[i] = (int) Math.min(order, seasons[i] / 2);
        columns += 2 * tried[i];
      }
      if (3 * columns > usable || java.util.Arrays.equals(tried, orders)) {
        continue;
      }
      Ridge ridge = Ridge.fit(matrix(seasons, tried, 0, y.length), y);
      double score =
          usable * Math.log(Math.max(ridge.sigma2(), 1e-290)) + Math.log(usable) * columns;
      if (score < least) {
        least = score;
        best = ridge;
        orders = tried;
      }
    }
    double[] weights = best == null ? new double[0] : best.weights();
    double[] rest = y.clone();
    double[] waves = waves(seasons, orders, weights, 0, y.length);
    for (int t = 0; t < rest.length; t++) {
      rest[t] -= waves[t];
    }
    return new HarmonicFit(inner.fit(rest), seasons, orders, weights, y.length, waves);
  }

  private static double[][] matrix(double[] seasons, int[] orders, long from, int n) {
    int p = 0;
    for (int order : orders) {
      p += 2 * order;
    }
    double[][] columns = new double[p][n];
    int at = 0;
    for (int i = 0; i < seasons.length; i++) {
      for (int k = 1; k <= orders[i]; k++) {
        for (int t = 0; t < n; t++) {
          double angle = 2 * Math.PI * k * ((from + t) % seasons[i]) / seasons[i];
          columns[at][t] = Math.sin(angle);
          columns[at + 1][t] = Math.cos(angle);
        }
        at += 2;
      }
    }
    return columns;
  }

  /** The seasonal part at {@code n} steps from step {@code from} after the start of the data. */
  static double[] waves(double[] seasons, int[] orders, double[] weights, long from, int n) {
    double[] sum = new double[n];
    if (weights.length == 0) {
      return sum;
    }
    double[][] columns = matrix(seasons, orders, from, n);
    for (int i = 0; i < columns.length; i++) {
      for (int t = 0; t < n; t++) {
        sum[t] += weights[i] * columns[i][t];
      }
    }
    return sum;
  }
}
