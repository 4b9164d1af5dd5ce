package io.foretide.forecast.inputs;

import io.foretide.forecast.boost.BoostedTrees;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;

/**
 * What was learned for one step ahead: a line, and trees on top of it.
 *
 * @param weights weights of the line, one per column
 * @param intercept constant term of the line
 * @param means usual value of each column, against which contributions are counted
 * @param trees trees, none for a plain line
 */
@SuppressWarnings("ArrayRecordComponent")
record StepModel(double[] weights, double intercept, double[] means, BoostedTrees trees) {

  double at(double[] row) {
    return line(row) + trees.at(row);
  }

  double line(double[] row) {
    double value = intercept;
    for (int i = 0; i < weights.length; i++) {
      value += weights[i] * row[i];
    }
    return value;
  }

  /** Writes what each column adds; returns the answer to a usual row. Both sum to {@link #at}. */
  double contributions(double[] row, double[] out) {
    double base = intercept;
    for (int i = 0; i < weights.length; i++) {
      base += weights[i] * means[i];
      out[i] = weights[i] * (row[i] - means[i]);
    }
    return base + trees.contributions(row, out);
  }

  void write(StateWriter out) {
    out.values(weights).value(intercept).values(means);
    trees.write(out);
  }

  static StepModel read(StateReader in) {
    return new StepModel(in.values(), in.value(), in.values(), BoostedTrees.read(in));
  }
}
