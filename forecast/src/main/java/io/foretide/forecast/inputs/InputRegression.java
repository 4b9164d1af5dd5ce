package io.foretide.forecast.inputs;

import java.util.List;

/**
 * Direct multi-step ridge regression: each step ahead has its own weights on the sensor's own past,
 * on the past of inputs and on the given future of known ones.
 *
 * @param inputs the other sensors
 * @param horizon steps ahead that are learned
 * @param lags own past values used
 * @param season period in steps whose value a season ago is used too, 1 for none
 */
public record InputRegression(List<Input> inputs, int horizon, int lags, int season) {

  static final int LONGEST_DEAD_TIME = 48;

  /** Checks the counts and keeps its own list. */
  public InputRegression {
    inputs = List.copyOf(inputs);
    if (horizon < 1 || lags < 1 || season < 1) {
      throw new IllegalArgumentException(
          "Regression with horizon "
              + horizon
              + ", "
              + lags
              + " lags and season "
              + season
              + ": expected 1 or more of each");
    }
  }

  /**
   * Fits.
   *
   * @param y the sensor, NaN where missing
   * @param x one row per input, as long as {@code y}
   */
  public InputFit fit(double[] y, double[][] x) {
    if (x.length != inputs.size()) {
      throw new IllegalArgumentException(
          x.length + " input rows for " + inputs.size() + " declared inputs");
    }
    return InputFit.of(this, y, x);
  }
}
