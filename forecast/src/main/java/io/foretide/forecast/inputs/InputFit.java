package io.foretide.forecast.inputs;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.numeric.Ridge;
import io.foretide.forecast.season.Gaps;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A fitted {@link InputRegression}. Immutable and thread-safe. */
public final class InputFit {

  private static final double[] NONE = {};

  private final InputRegression model;
  private final int[] dead;
  private final double[] y;
  private final double[][] x;
  private final Ridge[] steps;
  private final double[][] errors;
  private final int usable;

  private InputFit(
      InputRegression model,
      int[] dead,
      double[] y,
      double[][] x,
      Ridge[] steps,
      double[][] errors,
      int usable) {
    this.model = model;
    this.dead = dead;
    this.y = y;
    this.x = x;
    this.steps = steps;
    this.errors = errors;
    this.usable = usable;
  }

  static InputFit of(InputRegression model, double[] raw, double[][] rawInputs) {
    double[] targets = finite(raw);
    double[] y = Gaps.filled(targets, model.season());
    double[][] x = new double[rawInputs.length][];
    int[] dead = new int[x.length];
    for (int k = 0; k < x.length; k++) {
      double[] input = finite(rawInputs[k]);
      x[k] = Gaps.filled(input, model.season());
      int given = model.inputs().get(k).deadTime();
      int most = Math.min(InputRegression.LONGEST_DEAD_TIME, raw.length / 4);
      dead[k] = given == Input.ESTIMATED ? DeadTime.estimate(x[k], y, most) : given;
    }
    Ridge[] steps = new Ridge[model.horizon()];
    double[][] errors = new double[steps.length][];
    InputFit shape = new InputFit(model, dead, y, x, steps, errors, 0);
    int usable = Integer.MAX_VALUE;
    for (int h = 1; h <= steps.length; h++) {
      double[][] columns = new double[shape.columns()][y.length];
      double[] target = new double[y.length];
      double[] row = new double[columns.length];
      for (int t = 0; t < y.length; t++) {
        boolean inside = t + h < y.length;
        target[t] = inside ? targets[t + h] : Double.NaN;
        shape.row(t, h, y, x, row);
        for (int i = 0; i < row.length; i++) {
          columns[i][t] = row[i];
        }
      }
      Ridge ridge = Ridge.fit(columns, target);
      steps[h - 1] = ridge;
      usable = Math.min(usable, ridge.rows());
      double[] e = new double[y.length];
      int n = 0;
      double squares = 0;
      for (int t = 0; t < y.length; t++) {
        shape.row(t, h, y, x, row);
        double error = target[t] - ridge.at(row);
        if (!Double.isNaN(error)) {
          e[n++] = error;
          squares += error * error;
        }
      }
      // Residuals are smaller than errors to come by the weights that were fitted to them.
      double wider = squares > 0 ? Math.sqrt(ridge.sigma2() * n / squares) : 1;
      errors[h - 1] = Arrays.copyOf(e, n);
      for (int i = 0; i < n; i++) {
        errors[h - 1][i] *= wider;
      }
    }
    return new InputFit(model, dead, y, x, steps, errors, usable);
  }

  private static double[] finite(double[] values) {
    double[] out = values.clone();
    for (int t = 0; t < out.length; t++) {
      out[t] = Double.isFinite(out[t]) ? out[t] : Double.NaN;
    }
    return out;
  }

  private int columns() {
    return model.lags() + (model.season() > 1 ? 1 : 0) + 2 * model.inputs().size();
  }

  /** Inputs of the regression that forecasts {@code h} steps after {@code t}. */
  private void row(int t, int h, double[] own, double[][] inputs, double[] row) {
    int at = 0;
    for (int lag = 0; lag < model.lags(); lag++) {
      row[at++] = value(own, t - lag);
    }
    if (model.season() > 1) {
      int m = model.season();
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

  private static double value(double[] values, int t) {
    return t >= 0 && t < values.length ? values[t] : Double.NaN;
  }

  /** Dead time of each input in steps, given or estimated. */
  public int[] deadTimes() {
    return dead.clone();
  }

  /**
   * Forecasts.
   *
   * @param steps steps ahead, at most the learned horizon
   * @param future one row per input; rows of known inputs hold at least the steps that already act
   *     within the horizon, rows of past inputs are not read
   */
  public Result forecast(int steps, double[][] future) {
    if (steps > this.steps.length) {
      return new Refused(
          steps + " steps asked, " + this.steps.length + " learned", "a longer horizon at the fit");
    }
    if (usable < 3) {
      return new Refused(usable + " complete rows to learn from", "at least 3");
    }
    int n = y.length;
    double[][] inputs = new double[x.length][];
    for (int k = 0; k < x.length; k++) {
      Input input = model.inputs().get(k);
      inputs[k] = x[k];
      if (input.known()) {
        double[] given = k < future.length ? future[k] : NONE;
        inputs[k] = Arrays.copyOf(x[k], n + Math.max(0, steps - dead[k]));
        for (int t = n; t < inputs[k].length; t++) {
          double value = value(given, t - n);
          if (!Double.isFinite(value)) {
            return new Refused(
                "known input '" + input.name() + "' has no value " + (t - n + 1) + " steps ahead",
                "its future values for all steps, or declare it as past");
          }
          inputs[k][t] = value;
        }
      }
    }
    double[] mean = new double[steps];
    int[] set = new int[steps];
    double[] scale = new double[steps];
    double[] row = new double[columns()];
    for (int h = 1; h <= steps; h++) {
      row(n - 1, h, y, inputs, row);
      mean[h - 1] = this.steps[h - 1].at(row);
      set[h - 1] = h - 1;
      scale[h - 1] = 1;
    }
    return Forecast.of(
        "input-regression", mean, new Spread.Empirical(mean, errors, set, scale), usable < 10);
  }

  /** Moves forward by one step with the weights unchanged. */
  public InputFit update(double value, double... inputs) {
    int n = y.length;
    double[] longer = Arrays.copyOf(y, n + 1);
    longer[n] = Double.isFinite(value) ? value : n > 0 ? y[n - 1] : Double.NaN;
    double[][] more = new double[x.length][];
    for (int k = 0; k < x.length; k++) {
      more[k] = Arrays.copyOf(x[k], n + 1);
      more[k][n] = Double.isFinite(inputs[k]) ? inputs[k] : n > 0 ? x[k][n - 1] : Double.NaN;
    }
    return new InputFit(model, dead, longer, more, steps, errors, usable);
  }

  /** Draws joint trajectories: the errors that past forecasts made together. */
  public Paths paths(int steps, double[][] future, int count, long seed) {
    if (!(forecast(steps, future) instanceof Forecast forecast)) {
      return new Paths(new double[0][]);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int rows = Integer.MAX_VALUE;
    for (int h = 0; h < steps; h++) {
      rows = Math.min(rows, errors[h].length);
    }
    double[][] values = new double[count][steps];
    for (double[] path : values) {
      int origin = random.nextInt(rows);
      for (int h = 0; h < steps; h++) {
        path[h] = forecast.mean(h) + errors[h][origin];
      }
    }
    return new Paths(values);
  }

  /** What the model uses, in words. */
  public String explain() {
    StringBuilder text = new StringBuilder("Own values of the last ");
    text.append(model.lags()).append(" steps");
    for (int k = 0; k < dead.length; k++) {
      Input input = model.inputs().get(k);
      text.append(", ").append(input.name()).append(input.known() ? " (known)" : " (past)");
      text.append(" acting after ").append(dead[k]).append(" steps");
    }
    return text.append('.').toString();
  }
}
