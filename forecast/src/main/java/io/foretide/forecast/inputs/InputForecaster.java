package io.foretide.forecast.inputs;

/** A method that learns from other sensors too. Immutable and thread-safe. */
public interface InputForecaster {

  /** Short name of the method. */
  String name();

  /**
   * Fits. Data never makes this throw: where nothing can be learned, forecasts are refused.
   *
   * @param y the sensor, NaN where missing
   * @param x one row per declared input, as long as {@code y}
   * @throws IllegalArgumentException where there are not as many rows or values as declared
   */
  InputFitted fit(double[] y, double[][] x);
}
