package io.foretide.forecast.inputs;

import io.foretide.forecast.numeric.Shown;
import java.util.ArrayList;
import java.util.List;

/**
 * Which values make up a row of a direct regression.
 *
 * @param model the regression
 * @param dead dead time of each input in steps
 */
@SuppressWarnings("ArrayRecordComponent")
record Rows(InputRegression model, int[] dead) {

  int columns() {
    return model.lags() + model.seasons().length + 2 * dead.length;
  }

  /** Past values that a row may ask for, the present one included. */
  int reach() {
    int reach = model.lags();
    for (int season : model.seasons()) {
      reach = Math.max(reach, season);
    }
    for (int steps : dead) {
      reach = Math.max(reach, steps + 1);
    }
    return reach + 1;
  }

  /** The row that forecasts {@code h} steps after {@code t}; NaN where a value is not there. */
  void fill(int t, int h, double[] own, double[][] inputs, double[] row) {
    int at = 0;
    for (int lag = 0; lag < model.lags(); lag++) {
      row[at++] = value(own, t - lag);
    }
    for (int m : model.seasons()) {
      row[at++] = value(own, t + h - (h + m - 1) / m * m);
    }
    for (int k = 0; k < inputs.length; k++) {
      // A known input acts from its own future; a past one from its last value that already acts.
      int acting = t + h - dead[k];
      int place = model.inputs().get(k).known() ? acting : Math.min(acting, t);
      row[at++] = value(inputs[k], place);
      row[at++] = value(inputs[k], place - 1);
    }
  }

  /** Names of the columns. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int lag = 0; lag < model.lags(); lag++) {
      names.add(
          lag == 0
              ? "own value at the origin"
              : "own value " + Shown.count(lag, "step") + " before the origin");
    }
    for (int m : model.seasons()) {
      names.add("own value " + m + " steps before the target");
    }
    for (Input input : model.inputs()) {
      names.add(input.name());
      names.add(input.name() + " a step earlier");
    }
    return names;
  }

  static double value(double[] values, int t) {
    return t >= 0 && t < values.length ? values[t] : Double.NaN;
  }
}
