package io.foretide.forecast.arima;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Refused;
import io.foretide.forecast.RefusedFit;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;

/**
 * A fitted {@link ArimaRegression}.
 *
 * @param errors model of what the regression leaves
 * @param weights regression weights
 * @param criteria likelihood of the whole
 */
@SuppressWarnings("ArrayRecordComponent")
public record ArimaRegressionFit(Fitted errors, double[] weights, Criteria criteria) {

  static ArimaRegressionFit estimate(
      ArimaOrder order, double[] y, double[][] inputs, double[] searched) {
    double[][] constant = ArimaFit.inputs(order, y.length);
    double[][] all = new double[constant.length + inputs.length][];
    System.arraycopy(constant, 0, all, 0, constant.length);
    System.arraycopy(inputs, 0, all, constant.length, inputs.length);
    Arima plain = new Arima(order);
    int needed = order.lost() + order.coefficients() + all.length + 3;
    int usable = 0;
    for (double value : y) {
      usable += Double.isNaN(value) ? 0 : 1;
    }
    Criteria none = Criteria.none(Double.NaN);
    if (usable < needed) {
      Fitted refused =
          RefusedFit.of(plain, y, usable + " usable values", "at least " + needed + " values");
      return new ArimaRegressionFit(refused, new double[inputs.length], none);
    }
    ArimaLikelihood likelihood = new ArimaLikelihood(order, y, all);
    ArimaLikelihood target = searched == y ? likelihood : new ArimaLikelihood(order, searched, all);
    ArimaSearch.Found found = new ArimaSearch(order, target).best(null, 1e-6, 3);
    double value = likelihood.at(found.coefficients());
    double level = constant.length > 0 ? likelihood.slopes[0] : 0;
    double[] weights = new double[inputs.length];
    System.arraycopy(likelihood.slopes, constant.length, weights, 0, weights.length);
    double[] rest = y.clone();
    for (int k = 0; k < weights.length; k++) {
      for (int t = 0; t < rest.length; t++) {
        rest[t] -= weights[k] * inputs[k][t];
      }
    }
    int count = order.coefficients() + all.length;
    double free = likelihood.used() - count;
    Criteria criteria =
        new Criteria(value, count + 1, likelihood.used(), likelihood.squares / Math.max(1, free));
    Fitted errors = ArimaFit.at(order, found.coefficients(), level, criteria, free < 1, rest);
    if (errors == null) {
      errors = RefusedFit.of(plain, y, order + " has no finite likelihood here", "lower orders");
    }
    return new ArimaRegressionFit(errors, weights, criteria);
  }

  /**
   * Forecasts.
   *
   * @param future one row per regressor with at least {@code horizon} values
   */
  public Result forecast(int horizon, double[][] future) {
    double[] shift = new double[horizon];
    for (int k = 0; k < weights.length; k++) {
      for (int h = 0; h < horizon; h++) {
        if (k >= future.length || h >= future[k].length || !Double.isFinite(future[k][h])) {
          return new Refused(
              "regressor " + k + " has no value " + (h + 1) + " steps ahead",
              "the future of every regressor for all " + horizon + " steps");
        }
        shift[h] += weights[k] * future[k][h];
      }
    }
    return switch (errors.forecast(horizon)) {
      case Refused refused -> refused;
      case Forecast rest -> {
        double[] mean = rest.mean();
        for (int h = 0; h < horizon; h++) {
          mean[h] += shift[h];
        }
        yield Forecast.of(
            errors.method() + " with " + weights.length + " regressors",
            mean,
            new Spread.Shifted(rest.spread(), shift),
            rest.assumed());
      }
    };
  }

  /** Moves forward by one step with all parameters unchanged. */
  public ArimaRegressionFit update(double value, double... inputs) {
    double rest = value;
    for (int k = 0; k < weights.length; k++) {
      rest -= weights[k] * inputs[k];
    }
    return new ArimaRegressionFit(errors.update(rest), weights, criteria);
  }
}
