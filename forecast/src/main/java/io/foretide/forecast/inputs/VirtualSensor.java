package io.foretide.forecast.inputs;

import java.util.Arrays;
import java.util.List;

/**
 * What a sensor should read now, from what others read now and a little before: a stand-in for a
 * sensor that is missing, slow or in doubt.
 *
 * @param inputs the other sensors; their dead times are steps until they show in this one
 * @param lags earlier values of each that are used, 0 for one value alone
 * @param learner what it learns with
 */
public record VirtualSensor(List<Input> inputs, int lags, Learner learner) {

  /** Checks the counts and keeps its own list. */
  public VirtualSensor {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || lags < 0) {
      throw new IllegalArgumentException(
          "Virtual sensor from "
              + inputs.size()
              + " inputs and "
              + lags
              + " earlier values: expected 1 or more inputs and 0 or more earlier values");
    }
  }

  /** From named sensors that act at once, by ridge regression on their present values. */
  public static VirtualSensor from(String... names) {
    return new VirtualSensor(Arrays.stream(names).map(Input::past).toList(), 0, Learner.RIDGE);
  }

  /** The same with earlier values of each input. */
  public VirtualSensor withLags(int earlier) {
    return new VirtualSensor(inputs, earlier, learner);
  }

  /** The same with another learner. */
  public VirtualSensor with(Learner other) {
    return new VirtualSensor(inputs, lags, other);
  }

  /**
   * Learns. Data never makes it throw: where it cannot learn, its estimates are refused.
   *
   * @param y the sensor, NaN where missing
   * @param x one row per input, as long as {@code y}
   * @throws IllegalArgumentException where there are not as many rows or values as declared
   */
  public VirtualSensorFit fit(double[] y, double[][] x) {
    InputRegression.check(inputs, y, x);
    return VirtualSensorTraining.fit(this, y, x);
  }
}
