package io.foretide.forecast.inputs;

import io.foretide.forecast.numeric.JointMoments;
import io.foretide.forecast.numeric.Ridge;
import io.foretide.forecast.season.Gaps;
import java.util.Arrays;

/** Learns a virtual sensor, with parts held out to see how wrong it is. */
final class VirtualSensorTraining {

  private static final int FOLDS = 5;
  private static final int LEAST_ERRORS = 10;
  private static final double EARLY = 2.0 / 3;

  private VirtualSensorTraining() {}

  static VirtualSensorFit fit(VirtualSensor model, double[] raw, double[][] rawInputs) {
    int n = raw.length;
    int[] exponents = new int[1 + rawInputs.length];
    double[] y = InputTraining.finite(raw, exponents, 0);
    double[][] x = new double[rawInputs.length][];
    double[][] ranges = new double[x.length][];
    int[] dead = new int[x.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = InputTraining.finite(rawInputs[k], exponents, k + 1);
      ranges[k] = range(x[k]);
      int given = model.inputs().get(k).deadTime();
      int most = Math.min(InputRegression.LONGEST_DEAD_TIME, n / 4);
      dead[k] =
          given == Input.ESTIMATED
              ? DeadTime.estimate(Gaps.filled(x[k], 1), Gaps.filled(y, 1), most)
              : given;
    }
    int width = model.lags() + 1;
    double[][] columns = new double[x.length * width][n];
    for (int t = 0; t < n; t++) {
      for (int i = 0; i < columns.length; i++) {
        columns[i][t] = Rows.value(x[i / width], t - dead[i / width] - i % width);
      }
    }
    int early = (int) (n * EARLY);
    Learning learned = Learning.of(model.learner(), columns, y, early - 1, early);
    double[] errors =
        model.learner() instanceof Learner.Ridge ? folds(columns, y) : learned.heldErrors();
    double[] known = Arrays.stream(errors).filter(e -> !Double.isNaN(e)).toArray();
    boolean seen = known.length >= LEAST_ERRORS && learned.early() > 2;
    if (!seen) {
      known =
          Arrays.stream(InputTraining.widened(learned.all(), columns, y))
              .filter(e -> !Double.isNaN(e))
              .toArray();
    }
    return new VirtualSensorFit(
        model,
        dead,
        exponents,
        ranges,
        learned.all(),
        JointMoments.of(columns, y),
        known,
        explained(known, y),
        learned.rows(),
        !seen || learned.rows() < columns.length + LEAST_ERRORS);
  }

  /** Errors of each fifth by what the other four teach. */
  private static double[] folds(double[][] columns, double[] y) {
    double[] errors = new double[y.length];
    double[] row = new double[columns.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      int from = y.length * fold / FOLDS;
      int to = y.length * (fold + 1) / FOLDS;
      double[] others = y.clone();
      Arrays.fill(others, from, to, Double.NaN);
      Ridge without = Ridge.fit(columns, others);
      for (int t = from; t < to; t++) {
        for (int i = 0; i < row.length; i++) {
          row[i] = columns[i][t];
        }
        errors[t] = without.rows() > 0 ? y[t] - without.at(row) : Double.NaN;
      }
    }
    return errors;
  }

  private static double explained(double[] errors, double[] y) {
    double sum = 0;
    for (double error : errors) {
      sum += error * error / errors.length;
    }
    double[] known = Arrays.stream(y).filter(v -> !Double.isNaN(v)).toArray();
    double mean = Arrays.stream(known).average().orElse(0);
    double variance = 0;
    for (double value : known) {
      variance += (value - mean) * (value - mean) / known.length;
    }
    return variance > 0 && errors.length > 0 ? 1 - sum / variance : Double.NaN;
  }

  private static double[] range(double[] x) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : x) {
      least = value < least ? value : least;
      most = value > most ? value : most;
    }
    return new double[] {least, most};
  }
}
