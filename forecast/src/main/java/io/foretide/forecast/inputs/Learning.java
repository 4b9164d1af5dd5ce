package io.foretide.forecast.inputs;

import io.foretide.forecast.boost.BoostedTrees;
import io.foretide.forecast.boost.Boosting;
import io.foretide.forecast.numeric.PartialLeastSquares;
import io.foretide.forecast.numeric.Ridge;

/**
 * Learns one step ahead twice: from early rows, to see how it does on later ones, and from all.
 *
 * @param all learned from all rows
 * @param heldErrors errors of what early rows taught, NaN where a row is not held out
 * @param rows complete rows that taught
 * @param early complete rows that taught the first time
 */
@SuppressWarnings("ArrayRecordComponent")
record Learning(StepModel all, double[] heldErrors, int rows, int early) {

  /**
   * Learns.
   *
   * @param columns inputs by row
   * @param target what is to be learned, NaN where missing
   * @param lastEarly last row that teaches the first time
   * @param firstHeld first row that is held out then, after {@code lastEarly}
   */
  static Learning of(
      Learner learner, double[][] columns, double[] target, int lastEarly, int firstHeld) {
    double[] early = target.clone();
    double[] held = target.clone();
    for (int t = 0; t < target.length; t++) {
      early[t] = t <= lastEarly ? target[t] : Double.NaN;
      held[t] = t >= firstHeld ? target[t] : Double.NaN;
    }
    double[] means = means(columns, target);
    return switch (learner) {
      case Learner.Ridge ridge -> {
        Ridge first = Ridge.fit(columns, early);
        Ridge whole = Ridge.fit(columns, target);
        yield new Learning(
            line(whole, means),
            left(line(first, means), columns, held),
            whole.rows(),
            first.rows());
      }
      case Learner.Pls pls -> components(pls, columns, target, early, held, means);
      case Learner.Trees trees -> boosted(trees, columns, target, early, held, means);
    };
  }

  private static Learning components(
      Learner.Pls pls,
      double[][] columns,
      double[] target,
      double[] early,
      double[] held,
      double[] means) {
    PartialLeastSquares first = PartialLeastSquares.fit(columns, early, pls.most());
    double least = Double.POSITIVE_INFINITY;
    int best = 0;
    double[] errors = held;
    for (int k = 0; k < first.components(); k++) {
      StepModel tried = line(first, k, means);
      double[] left = left(tried, columns, held);
      double sum = squares(left);
      if (sum < least || k == 0) {
        least = sum;
        best = k;
        errors = left;
      }
    }
    PartialLeastSquares whole = PartialLeastSquares.fit(columns, target, best + 1);
    StepModel all = line(whole, Math.min(best, whole.components() - 1), means);
    return new Learning(
        all, errors, count(left(all, columns, target)), count(left(all, columns, early)));
  }

  private static Learning boosted(
      Learner.Trees learner,
      double[][] columns,
      double[] target,
      double[] early,
      double[] held,
      double[] means) {
    Boosting settings = learner.settings();
    Ridge ridge = Ridge.fit(columns, early);
    StepModel first = line(ridge, means);
    BoostedTrees trees =
        BoostedTrees.stopped(
            columns, left(first, columns, early), left(first, columns, held), settings);
    StepModel stopped = new StepModel(first.weights(), first.intercept(), means, trees);
    Ridge whole = Ridge.fit(columns, target);
    StepModel line = line(whole, means);
    BoostedTrees all =
        BoostedTrees.grown(columns, left(line, columns, target), trees.count(), settings);
    return new Learning(
        new StepModel(line.weights(), line.intercept(), means, all),
        left(stopped, columns, held),
        whole.rows(),
        ridge.rows());
  }

  private static StepModel line(Ridge ridge, double[] means) {
    return new StepModel(ridge.weights(), ridge.intercept(), means, BoostedTrees.none());
  }

  private static StepModel line(PartialLeastSquares pls, int k, double[] means) {
    return new StepModel(pls.weights()[k], pls.intercepts()[k], means, BoostedTrees.none());
  }

  /** What a model leaves of a target; NaN where a column or the target is missing. */
  static double[] left(StepModel model, double[][] columns, double[] target) {
    double[] out = new double[target.length];
    double[] row = new double[columns.length];
    for (int t = 0; t < out.length; t++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = columns[i][t];
      }
      out[t] = Double.isNaN(target[t]) ? Double.NaN : target[t] - model.at(row);
    }
    return out;
  }

  private static double[] means(double[][] columns, double[] target) {
    double[] means = new double[columns.length];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      int n = 0;
      for (int t = 0; t < target.length; t++) {
        if (!Double.isNaN(columns[i][t])) {
          sum += columns[i][t];
          n++;
        }
      }
      means[i] = n == 0 ? 0 : sum / n;
    }
    return means;
  }

  private static double squares(double[] errors) {
    double sum = 0;
    for (double error : errors) {
      sum += Double.isNaN(error) ? 0 : error * error;
    }
    return sum;
  }

  static int count(double[] errors) {
    int n = 0;
    for (double error : errors) {
      n += Double.isNaN(error) ? 0 : 1;
    }
    return n;
  }
}
