package io.foretide.forecast;

/** A forecasting method with its settings. Immutable and thread-safe. */
public interface Forecaster {

  /** Short name of the method, such as {@code ets} or {@code seasonal-naive}. */
  String name();

  /**
   * Fits the method to an evenly spaced series, oldest value first. NaN and infinite values count
   * as missing. Data never makes this throw: where the method cannot be fitted, the returned
   * model's forecasts are {@link Refused}.
   */
  Fitted fit(double[] values);

  /**
   * Fits again, starting from the parameters of an earlier fit of the same method. The objective
   * reached is at least that of a cold fit within 0.1 log-likelihood units.
   */
  default Fitted refit(double[] values, Fitted previous) {
    return fit(values);
  }
}
