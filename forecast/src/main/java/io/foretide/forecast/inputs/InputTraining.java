package io.foretide.forecast.inputs;

import io.foretide.forecast.season.Gaps;
import java.util.Arrays;

/** Learns every step ahead, with later rows held out to see how wrong it is. */
final class InputTraining {

  private static final double LARGE = 1e60;
  private static final int LEAST_HELD = 5;
  private static final int LEAST_EARLY = 5;

  private InputTraining() {}

  static InputFit fit(InputRegression model, double[] raw, double[][] rawInputs) {
    int[] exponents = new int[1 + rawInputs.length];
    double[] targets = finite(raw, exponents, 0);
    double[] y = Gaps.filled(targets, model.season());
    int n = y.length;
    double[][] x = new double[rawInputs.length][];
    int[] dead = new int[x.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = Gaps.filled(finite(rawInputs[k], exponents, k + 1), model.season());
      int given = model.inputs().get(k).deadTime();
      int most = Math.min(InputRegression.LONGEST_DEAD_TIME, n / 4);
      dead[k] = given == Input.ESTIMATED ? DeadTime.estimate(x[k], y, most) : given;
    }
    Rows rows = new Rows(model, dead);
    int held = Math.min(n / 2, Math.max(n / 4, model.horizon() + 10));
    int origin = n - held;
    StepModel[] steps = new StepModel[model.horizon()];
    double[][] errors = new double[steps.length][];
    double[] shares = new double[rows.columns()];
    double[] fitted = new double[n];
    int usable = Integer.MAX_VALUE;
    boolean seen = true;
    double[][] columns = new double[rows.columns()][n];
    double[] target = new double[n];
    double[] row = new double[columns.length];
    for (int h = 1; h <= steps.length; h++) {
      for (int t = 0; t < n; t++) {
        target[t] = t + h < n ? targets[t + h] : Double.NaN;
        rows.fill(t, h, y, x, row);
        for (int i = 0; i < row.length; i++) {
          columns[i][t] = row[i];
        }
      }
      // Origins from the held-out part on know values up to their own; so may the rows before.
      Learning learned = Learning.of(model.learner(), columns, target, origin - h, origin);
      StepModel step = learned.all();
      steps[h - 1] = step;
      usable = Math.min(usable, learned.rows());
      errors[h - 1] = Arrays.copyOfRange(learned.heldErrors(), Math.min(origin, n), n);
      if (learned.early() < LEAST_EARLY || Learning.count(errors[h - 1]) < LEAST_HELD) {
        seen = false;
        errors[h - 1] = widened(step, columns, target);
      }
      share(step, columns, shares);
      if (h == 1) {
        Arrays.fill(fitted, Double.NaN);
        for (int t = 0; t + 1 < n; t++) {
          fill(columns, t, row);
          fitted[t + 1] = step.at(row);
        }
      }
    }
    return new InputFit(
        rows,
        exponents,
        tail(y, rows.reach()),
        tails(x, rows.reach()),
        steps,
        errors,
        shares,
        usable,
        !seen || usable < 10,
        targets,
        fitted);
  }

  /** A copy without infinities, divided by a power of two where magnitudes are extreme. */
  static double[] finite(double[] values, int[] exponents, int at) {
    double[] out = values.clone();
    double largest = 0;
    for (int t = 0; t < out.length; t++) {
      out[t] = Double.isFinite(out[t]) ? out[t] : Double.NaN;
      largest = Math.max(largest, Double.isNaN(out[t]) ? 0 : Math.abs(out[t]));
    }
    if (largest > 0 && (largest > LARGE || largest < 1 / LARGE)) {
      exponents[at] = Math.getExponent(largest);
      for (int t = 0; t < out.length; t++) {
        out[t] = Math.scalb(out[t], -exponents[at]);
      }
    }
    return out;
  }

  /** Errors where nothing can be held out: those of all rows, wider by the weights fitted. */
  static double[] widened(StepModel step, double[][] columns, double[] target) {
    double[] errors = Learning.left(step, columns, target);
    int n = Learning.count(errors);
    double wider = Math.sqrt(n / Math.max(1.0, n - columns.length - 1.0));
    for (int t = 0; t < errors.length; t++) {
      errors[t] *= wider;
    }
    return errors;
  }

  private static void share(StepModel step, double[][] columns, double[] shares) {
    double[] row = new double[columns.length];
    double[] parts = new double[row.length];
    for (int t = 0; t < columns[0].length; t++) {
      fill(columns, t, row);
      Arrays.fill(parts, 0);
      step.contributions(row, parts);
      for (int i = 0; i < parts.length; i++) {
        shares[i] += Double.isNaN(parts[i]) ? 0 : Math.abs(parts[i]);
      }
    }
  }

  private static void fill(double[][] columns, int t, double[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = columns[i][t];
    }
  }

  private static double[] tail(double[] values, int length) {
    return Arrays.copyOfRange(values, Math.max(0, values.length - length), values.length);
  }

  private static double[][] tails(double[][] values, int length) {
    double[][] out = new double[values.length][];
    for (int k = 0; k < out.length; k++) {
      out[k] = tail(values[k], length);
    }
    return out;
  }
}
