package io.foretide.forecast.inputs;

import io.foretide.forecast.season.Gaps;
import java.util.List;

/**
 * Training data of a model whose inputs are all known ahead.
 *
 * @param values the sensor, NaN where missing
 * @param filled the same with gaps filled
 * @param inputs the inputs with gaps filled
 * @param columns the inputs as they act, after their dead times
 * @param dead dead times in steps
 * @param exponents powers of two that the values and each input were divided by
 */
@SuppressWarnings("ArrayRecordComponent")
record KnownInputs(
    double[] values,
    double[] filled,
    double[][] inputs,
    double[][] columns,
    int[] dead,
    int[] exponents) {

  /** Refuses inputs of which only the past is used. */
  static void check(List<Input> inputs, String what) {
    for (Input input : inputs) {
      if (!input.known()) {
        throw new IllegalArgumentException(
            "Input '"
                + input.name()
                + "' of "
                + what
                + " is past: expected known ones, or lagged_ridge, pls or"
                + " boosted_trees as the method");
      }
    }
  }

  static KnownInputs of(List<Input> inputs, double[] y, double[][] x, int season) {
    InputRegression.check(inputs, y, x);
    int n = y.length;
    int[] exponents = new int[1 + x.length];
    double[] values = InputTraining.finite(y, exponents, 0);
    double[][] all = new double[x.length][];
    double[][] columns = new double[x.length][n];
    int[] dead = new int[x.length];
    int most = Math.min(InputRegression.LONGEST_DEAD_TIME, n / 4);
    double[] filled = Gaps.filled(values, season);
    for (int k = 0; k < x.length; k++) {
      all[k] = Gaps.filled(InputTraining.finite(x[k], exponents, k + 1), season);
      int given = inputs.get(k).deadTime();
      dead[k] = given == Input.ESTIMATED ? DeadTime.estimate(all[k], filled, most) : given;
      for (int t = 0; t < n; t++) {
        double value = all[k][Math.max(0, t - dead[k])];
        // An input that was never seen says nothing.
        columns[k][t] = Double.isNaN(value) ? 0 : value;
      }
    }
    return new KnownInputs(values, filled, all, columns, dead, exponents);
  }

  ActingInputs acting(List<Input> declared) {
    return ActingInputs.of(declared, dead, exponents, inputs, columns);
  }
}
