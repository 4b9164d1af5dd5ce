package io.foretide.forecast.inputs;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.numeric.Shown;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A fitted {@link InputRegression}. Intervals are conformal: the errors that a model of the earlier
 * part of the data made on the later part. Immutable and thread-safe.
 */
public final class InputFit implements InputFitted {

  /** Tag in the byte form. */
  public static final String KIND = "input-regression";

  private static final double[] NONE = {};

  private final Rows rows;
  private final int[] exponents;
  private final double[] y;
  private final double[][] x;
  private final StepModel[] steps;

  /** Held-out errors per step, by origin, so that one origin's errors belong together. */
  private final double[][] errors;

  private final double[] shares;
  private final int usable;
  private final boolean assumed;
  private final double[] observed;
  private final double[] fitted;

  InputFit(
      Rows rows,
      int[] exponents,
      double[] y,
      double[][] x,
      StepModel[] steps,
      double[][] errors,
      double[] shares,
      int usable,
      boolean assumed,
      double[] observed,
      double[] fitted) {
    this.rows = rows;
    this.exponents = exponents;
    this.y = y;
    this.x = x;
    this.steps = steps;
    this.errors = errors;
    this.shares = shares;
    this.usable = usable;
    this.assumed = assumed;
    this.observed = observed;
    this.fitted = fitted;
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    InputRegression model = SavedInputs.model(in);
    Rows rows = new Rows(model, in.numbers());
    int[] exponents = in.numbers();
    double[] y = in.values();
    double[][] x = new double[model.inputs().size()][];
    for (int k = 0; k < x.length; k++) {
      x[k] = in.values();
    }
    StepModel[] steps = new StepModel[model.horizon()];
    double[][] errors = new double[steps.length][];
    for (int h = 0; h < steps.length; h++) {
      steps[h] = StepModel.read(in);
      errors[h] = in.values();
    }
    return new InputFit(
        rows, exponents, y, x, steps, errors, in.values(), in.number(), in.flag(), NONE, NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND);
    SavedInputs.write(out, rows.model());
    out.numbers(rows.dead()).numbers(exponents).values(y);
    for (double[] values : x) {
      out.values(values);
    }
    for (int h = 0; h < steps.length; h++) {
      steps[h].write(out);
      out.values(errors[h]);
    }
    out.values(shares).number(usable).flag(assumed);
  }

  @Override
  public String method() {
    return rows.model().name();
  }

  @Override
  public int season() {
    return rows.model().season();
  }

  /** The learned horizon. */
  @Override
  public int usualHorizon() {
    return steps.length;
  }

  @Override
  public int[] deadTimes() {
    return rows.dead().clone();
  }

  /** What was learned for a step ahead, 1 for the next one. */
  StepModel step(int ahead) {
    return steps[ahead - 1];
  }

  /** Forecasts without the future of any input; with known inputs it refuses. */
  @Override
  public Result forecast(int horizon) {
    return forecast(horizon, new double[0][]);
  }

  @Override
  public Result forecast(int horizon, double[][] future) {
    double[][] inputs = new double[x.length][];
    Refused refused = ahead(horizon, future, inputs);
    if (refused != null) {
      return refused;
    }
    double[] mean = new double[horizon];
    int[] set = new int[horizon];
    double[] scale = new double[horizon];
    double[][] sets = new double[horizon][];
    double[] row = new double[rows.columns()];
    for (int h = 1; h <= horizon; h++) {
      rows.fill(y.length - 1, h, y, inputs, row);
      mean[h - 1] = steps[h - 1].at(row);
      set[h - 1] = h - 1;
      scale[h - 1] = 1;
      sets[h - 1] = Arrays.stream(errors[h - 1]).filter(e -> !Double.isNaN(e)).toArray();
    }
    double[] shown = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      shown[h] = Math.scalb(mean[h], exponents[0]);
    }
    Spread spread = new Spread.Empirical(mean, sets, set, scale);
    int exponent = exponents[0];
    return Forecast.of(
        method(),
        shown,
        exponent == 0 ? spread : new Spread.Mapped(spread, v -> Math.scalb(v, exponent)),
        assumed);
  }

  /** Fills in past and future of each input, or says what is missing. */
  private @org.jspecify.annotations.Nullable Refused ahead(
      int horizon, double[][] future, double[][] inputs) {
    if (horizon > steps.length) {
      return new Refused(
          horizon + " steps asked, " + steps.length + " learned", "a longer horizon at the fit");
    }
    if (usable < 3) {
      return new Refused(usable + " complete rows to learn from", "at least 3");
    }
    int n = y.length;
    for (int k = 0; k < x.length; k++) {
      Input input = rows.model().inputs().get(k);
      inputs[k] = x[k];
      if (input.known()) {
        double[] given = k < future.length ? future[k] : NONE;
        inputs[k] = Arrays.copyOf(x[k], n + Math.max(0, horizon - rows.dead()[k]));
        for (int t = n; t < inputs[k].length; t++) {
          double value = Rows.value(given, t - n);
          if (!Double.isFinite(value)) {
            return new Refused(
                "known input '" + input.name() + "' has no value " + (t - n + 1) + " steps ahead",
                "its future values for all steps, or declare it as past");
          }
          inputs[k][t] = Math.scalb(value, -exponents[k + 1]);
        }
      }
    }
    return null;
  }

  @Override
  public Map<String, Double> contributions(int step, double[][] future) {
    double[][] inputs = new double[x.length][];
    if (step < 1 || ahead(step, future, inputs) != null) {
      return Map.of();
    }
    double[] row = new double[rows.columns()];
    double[] parts = new double[row.length];
    rows.fill(y.length - 1, step, y, inputs, row);
    Map<String, Double> map = new LinkedHashMap<>();
    double base = steps[step - 1].contributions(row, parts);
    map.put("usual", Math.scalb(base, exponents[0]));
    List<String> names = rows.names();
    for (int i = 0; i < parts.length; i++) {
      map.put(names.get(i), Math.scalb(parts[i], exponents[0]));
    }
    return map;
  }

  /** Moves forward by one step; inputs keep their last values. */
  @Override
  public InputFit update(double value) {
    double[] none = new double[x.length];
    Arrays.fill(none, Double.NaN);
    return update(value, none);
  }

  /** Moves forward over several values of a model without inputs, oldest first. */
  @Override
  public Fitted update(double... values) {
    InputFit moved = this;
    for (double value : values) {
      moved = moved.update(value);
    }
    return moved;
  }

  /**
   * Moves forward by one step with everything learned unchanged. A missing value is taken to be as
   * forecast, a missing input to stay as it was.
   *
   * @param inputs value of each input
   */
  @Override
  public InputFit update(double value, double[] inputs) {
    int n = y.length;
    double[][] more = new double[x.length][];
    for (int k = 0; k < x.length; k++) {
      double given = Math.scalb(inputs[k], -exponents[k + 1]);
      more[k] = Arrays.copyOf(x[k], n + 1);
      more[k][n] = Double.isFinite(given) ? given : n > 0 ? x[k][n - 1] : Double.NaN;
    }
    double[] longer = Arrays.copyOf(y, n + 1);
    double scaled = Math.scalb(value, -exponents[0]);
    longer[n] = scaled;
    if (!Double.isFinite(scaled)) {
      double[] row = new double[rows.columns()];
      rows.fill(n - 1, 1, y, more, row);
      double expected = steps[0].at(row);
      longer[n] = Double.isFinite(expected) || n == 0 ? expected : y[n - 1];
    }
    int from = Math.max(0, n + 1 - rows.reach());
    for (int k = 0; k < more.length; k++) {
      more[k] = Arrays.copyOfRange(more[k], from, n + 1);
    }
    return new InputFit(
        rows,
        exponents,
        Arrays.copyOfRange(longer, from, n + 1),
        more,
        steps,
        errors,
        shares,
        usable,
        assumed,
        observed,
        fitted);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    return paths(horizon, new double[0][], count, seed);
  }

  /** Draws joint trajectories: errors hang together as those of held-out forecasts did. */
  @Override
  public Paths paths(int horizon, double[][] future, int count, long seed) {
    if (!(forecast(horizon, future) instanceof Forecast forecast)) {
      return Paths.none();
    }
    JointErrors joint = new JointErrors(errors, horizon);
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[count][horizon];
    for (double[] path : values) {
      joint.draw(random, path);
      for (int h = 0; h < horizon; h++) {
        path[h] = forecast.mean(h) + Math.scalb(path[h], exponents[0]);
      }
    }
    return new Paths(values);
  }

  @Override
  public InSample inSample() {
    return InSample.of(scaled(observed), scaled(fitted));
  }

  private double[] scaled(double[] values) {
    double[] out = new double[values.length];
    for (int t = 0; t < out.length; t++) {
      out[t] = Math.scalb(values[t], exponents[0]);
    }
    return out;
  }

  /** No likelihood; the error variance is that of held-out forecasts one step ahead. */
  @Override
  public Criteria criteria() {
    double sum = 0;
    int n = 0;
    for (double error : errors[0]) {
      if (!Double.isNaN(error)) {
        sum += error * error;
        n++;
      }
    }
    return Criteria.none(n == 0 ? Double.NaN : Math.scalb(sum / n, 2 * exponents[0]));
  }

  /** Weights of the line one step ahead, by column, and the number of trees of all steps. */
  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> map = new LinkedHashMap<>();
    List<String> names = rows.names();
    for (int i = 0; i < names.size(); i++) {
      map.put(names.get(i), steps[0].weights()[i]);
    }
    int trees = 0;
    for (StepModel step : steps) {
      trees += step.trees().count();
    }
    map.put("trees", (double) trees);
    return map;
  }

  @Override
  public String explain() {
    StringBuilder text = new StringBuilder("Each of ");
    text.append(steps.length).append(" steps ahead has a model of its own (").append(method());
    text.append(") of the last ").append(rows.model().lags()).append(" values");
    for (int k = 0; k < x.length; k++) {
      Input input = rows.model().inputs().get(k);
      text.append(", ").append(input.name()).append(input.known() ? " (known)" : " (past)");
      text.append(" acting after ").append(Shown.count(rows.dead()[k], "step"));
    }
    double total = Arrays.stream(shares).sum();
    List<String> names = rows.names();
    boolean[] told = new boolean[shares.length];
    text.append(". What moves the forecasts most: ");
    for (int rank = 0; rank < Math.min(3, shares.length) && total > 0; rank++) {
      int best = -1;
      for (int i = 0; i < shares.length; i++) {
        best = !told[i] && (best < 0 || shares[i] > shares[best]) ? i : best;
      }
      told[best] = true;
      text.append(rank > 0 ? ", " : "").append(names.get(best));
      text.append(String.format(Locale.ROOT, " (%.0f %%)", 100 * shares[best] / total));
    }
    return text.append(total > 0 ? "." : "nothing.").toString();
  }

  @Override
  public boolean assumed() {
    return assumed;
  }
}
