package io.foretide.forecast.arima;

/**
 * Regression on given inputs with seasonal ARIMA errors; regression weights and ARIMA coefficients
 * are found together by exact maximum likelihood.
 *
 * @param order orders of the errors
 */
public record ArimaRegression(ArimaOrder order) {

  /**
   * Fits.
   *
   * @param y values, NaN where missing
   * @param inputs one row per regressor, as long as {@code y}, without missing values
   * @throws IllegalArgumentException where a regressor has another length or a missing value
   */
  public ArimaRegressionFit fit(double[] y, double[][] inputs) {
    return fit(y, inputs, y);
  }

  /**
   * Fits with the ARIMA coefficients found on other values, such as {@code y} with its gaps filled,
   * which is much faster; regression weights and likelihood are those of {@code y}.
   *
   * @param searched values on which coefficients are searched, as long as {@code y}
   */
  public ArimaRegressionFit fit(double[] y, double[][] inputs, double[] searched) {
    for (int k = 0; k < inputs.length; k++) {
      if (inputs[k].length != y.length) {
        throw new IllegalArgumentException(
            "Regressor " + k + " has " + inputs[k].length + " values for " + y.length + " of y");
      }
      for (double value : inputs[k]) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "Regressor " + k + " has a missing value: fill it, the future will need it too");
        }
      }
    }
    return ArimaRegressionFit.estimate(order, y, inputs, searched);
  }
}
