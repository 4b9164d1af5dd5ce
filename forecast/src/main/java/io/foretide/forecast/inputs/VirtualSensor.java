package io.foretide.forecast.inputs;

import io.foretide.forecast.numeric.Quantiles;
import io.foretide.forecast.numeric.Ridge;
import java.util.Arrays;

/**
 * What a sensor should read now, from what others read now and a little before: ridge regression
 * with error limits from held-out parts of the training data. Immutable and thread-safe.
 */
public final class VirtualSensor {

  private static final int FOLDS = 5;

  private final int lags;
  private final Ridge ridge;
  private final double[] errors;

  private VirtualSensor(int lags, Ridge ridge, double[] errors) {
    this.lags = lags;
    this.ridge = ridge;
    this.errors = errors;
  }

  /**
   * An estimate with its limits.
   *
   * @param value estimated reading; NaN where an input is missing
   * @param lower lower limit
   * @param upper upper limit
   */
  public record Estimate(double value, double lower, double upper) {}

  /**
   * Learns from clean data.
   *
   * @param y the sensor
   * @param x one row per other sensor, as long as {@code y}
   * @param lags earlier values of the others that are used, 0 for the present only
   */
  public static VirtualSensor fit(double[] y, double[][] x, int lags) {
    double[][] columns = columns(x, lags, y.length);
    Ridge ridge = Ridge.fit(columns, y);
    double[] errors = new double[y.length];
    int n = 0;
    double[] row = new double[columns.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      int from = y.length * fold / FOLDS;
      int to = y.length * (fold + 1) / FOLDS;
      double[] others = y.clone();
      Arrays.fill(others, from, to, Double.NaN);
      Ridge without = Ridge.fit(columns, others);
      for (int t = from; t < to; t++) {
        for (int i = 0; i < row.length; i++) {
          row[i] = columns[i][t];
        }
        double error = y[t] - without.at(row);
        if (!Double.isNaN(error)) {
          errors[n++] = error;
        }
      }
    }
    return new VirtualSensor(lags, ridge, Arrays.copyOf(errors, n));
  }

  private static double[][] columns(double[][] x, int lags, int n) {
    double[][] columns = new double[x.length * (lags + 1)][n];
    for (int k = 0; k < x.length; k++) {
      for (int lag = 0; lag <= lags; lag++) {
        double[] column = columns[k * (lags + 1) + lag];
        for (int t = 0; t < n; t++) {
          column[t] = t >= lag ? x[k][t - lag] : Double.NaN;
        }
      }
    }
    return columns;
  }

  /** Errors on parts that were held out, oldest first. */
  public double[] heldOutErrors() {
    return errors.clone();
  }

  /**
   * Estimates the present reading.
   *
   * @param recent per other sensor its latest {@code lags + 1} values, oldest first
   * @param level coverage of the limits in percent
   */
  public Estimate estimate(double[][] recent, double level) {
    double[] row = new double[ridge.weights().length];
    for (int k = 0; k < recent.length; k++) {
      for (int lag = 0; lag <= lags; lag++) {
        row[k * (lags + 1) + lag] = recent[k][recent[k].length - 1 - lag];
      }
    }
    double value = ridge.at(row);
    if (errors.length == 0) {
      return new Estimate(value, value, value);
    }
    double tail = (100 - level) / 200;
    return new Estimate(
        value,
        value + Quantiles.ofErrors(errors, tail),
        value + Quantiles.ofErrors(errors, 1 - tail));
  }
}
