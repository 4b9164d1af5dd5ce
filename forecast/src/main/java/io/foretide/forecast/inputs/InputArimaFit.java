package io.foretide.forecast.inputs;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.arima.ArimaRegressionFit;
import io.foretide.forecast.numeric.Shown;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fitted {@link InputArima}. */
public final class InputArimaFit implements InputFitted {

  /** Tag in the byte form. */
  public static final String KIND = "input-arima";

  private static final double[] NONE = {};

  private final List<Input> inputs;
  private final int[] dead;
  private final int[] exponents;
  private final double[] weights;
  private final double[] usual;

  /** Per input the values that have not acted yet and the one before, oldest first. */
  private final double[][] recent;

  private final Fitted errors;
  private final Criteria criteria;
  private final double[] regression;

  private InputArimaFit(
      List<Input> inputs,
      int[] dead,
      int[] exponents,
      double[] weights,
      double[] usual,
      double[][] recent,
      Fitted errors,
      Criteria criteria,
      double[] regression) {
    this.inputs = inputs;
    this.dead = dead;
    this.exponents = exponents;
    this.weights = weights;
    this.usual = usual;
    this.recent = recent;
    this.errors = errors;
    this.criteria = criteria;
    this.regression = regression;
  }

  static InputArimaFit of(
      InputArima model,
      int[] dead,
      int[] exponents,
      double[][] x,
      double[][] columns,
      double[] y,
      ArimaRegressionFit fit) {
    double[] usual = new double[dead.length];
    double[][] recent = new double[dead.length][];
    double[] regression = new double[y.length];
    for (int k = 0; k < dead.length; k++) {
      recent[k] = Arrays.copyOfRange(x[k], Math.max(0, x[k].length - dead[k] - 1), x[k].length);
      usual[k] = Arrays.stream(columns[k]).average().orElse(0);
      for (int t = 0; t < regression.length; t++) {
        regression[t] += fit.weights()[k] * columns[k][t];
      }
    }
    return new InputArimaFit(
        model.inputs(),
        dead,
        exponents,
        fit.weights(),
        usual,
        recent,
        fit.errors(),
        fit.criteria(),
        regression);
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    List<Input> inputs = SavedInputs.inputs(in);
    int[] dead = in.numbers();
    int[] exponents = in.numbers();
    double[] weights = in.values();
    double[] usual = in.values();
    double[][] recent = new double[dead.length][];
    for (int k = 0; k < recent.length; k++) {
      recent[k] = in.values();
    }
    Criteria criteria = new Criteria(in.value(), in.number(), in.number(), in.value());
    return new InputArimaFit(
        inputs, dead, exponents, weights, usual, recent, in.fit(), criteria, NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND);
    SavedInputs.write(out, inputs);
    out.numbers(dead).numbers(exponents).values(weights).values(usual);
    for (double[] values : recent) {
      out.values(values);
    }
    out.value(criteria.logLikelihood()).number(criteria.parameters());
    out.number(criteria.observations()).value(criteria.sigma2()).fit(errors);
  }

  @Override
  public String method() {
    return errors.method() + " with " + Shown.count(weights.length, "input");
  }

  @Override
  public int season() {
    return errors.season();
  }

  @Override
  public int[] deadTimes() {
    return dead.clone();
  }

  /** Forecasts as far as the dead times reach; beyond, the future of the inputs is missing. */
  @Override
  public Result forecast(int horizon) {
    return forecast(horizon, new double[0][]);
  }

  @Override
  public Result forecast(int horizon, double[][] future) {
    double[] shift = new double[horizon];
    Refused refused = shifts(horizon, future, shift);
    if (refused != null) {
      return refused;
    }
    return switch (errors.forecast(horizon)) {
      case Refused why -> why;
      case Forecast rest -> {
        double[] mean = rest.mean();
        for (int h = 0; h < horizon; h++) {
          mean[h] = Math.scalb(mean[h] + shift[h], exponents[0]);
        }
        Spread spread = new Spread.Shifted(rest.spread(), shift);
        yield Forecast.of(
            method(),
            mean,
            new Spread.Mapped(spread, v -> Math.scalb(v, exponents[0])),
            rest.assumed());
      }
    };
  }

  /** Adds what the inputs do at each step, or says which value is missing. */
  private @org.jspecify.annotations.Nullable Refused shifts(
      int horizon, double[][] future, double[] shift) {
    for (int k = 0; k < weights.length; k++) {
      for (int h = 1; h <= horizon; h++) {
        double value = acting(k, h, future);
        if (!Double.isFinite(value)) {
          return new Refused(
              "known input '"
                  + inputs.get(k).name()
                  + "' has no value "
                  + (h - dead[k])
                  + " steps ahead",
              "its future values for all steps that act within the horizon");
        }
        shift[h - 1] += weights[k] * value;
      }
    }
    return null;
  }

  /** The value of an input that acts {@code h} steps ahead. */
  private double acting(int k, int h, double[][] future) {
    int ahead = h - dead[k];
    if (ahead > 0) {
      double given = Rows.value(k < future.length ? future[k] : NONE, ahead - 1);
      return Math.scalb(given, -exponents[k + 1]);
    }
    double value = Rows.value(recent[k], Math.max(0, recent[k].length - 1 + ahead));
    return Double.isNaN(value) ? usual[k] : value;
  }

  @Override
  public Map<String, Double> contributions(int step, double[][] future) {
    Map<String, Double> map = new LinkedHashMap<>();
    if (step < 1 || !(forecast(step, future) instanceof Forecast forecast)) {
      return map;
    }
    double left = forecast.mean(step - 1);
    map.put("usual", 0.0);
    for (int k = 0; k < weights.length; k++) {
      double part = Math.scalb(weights[k] * (acting(k, step, future) - usual[k]), exponents[0]);
      map.put(inputs.get(k).name(), part);
      left -= part;
    }
    map.put("usual", left);
    return map;
  }

  /** Moves forward by one step; inputs keep their last values. */
  @Override
  public InputArimaFit update(double value) {
    double[] none = new double[weights.length];
    Arrays.fill(none, Double.NaN);
    return update(value, none);
  }

  @Override
  public Fitted update(double... values) {
    InputArimaFit moved = this;
    for (double value : values) {
      moved = moved.update(value);
    }
    return moved;
  }

  @Override
  public InputArimaFit update(double value, double[] given) {
    double rest = Math.scalb(value, -exponents[0]);
    double[][] moved = new double[recent.length][];
    for (int k = 0; k < moved.length; k++) {
      int n = recent[k].length;
      double last = n == 0 ? usual[k] : recent[k][n - 1];
      double scaled = Math.scalb(given[k], -exponents[k + 1]);
      double[] longer = Arrays.copyOf(recent[k], n + 1);
      longer[n] = Double.isFinite(scaled) ? scaled : last;
      moved[k] = Arrays.copyOfRange(longer, Math.max(0, n - dead[k]), n + 1);
      double acting = moved[k].length > dead[k] ? moved[k][0] : usual[k];
      rest -= weights[k] * (Double.isNaN(acting) ? usual[k] : acting);
    }
    return new InputArimaFit(
        inputs, dead, exponents, weights, usual, moved, errors.update(rest), criteria, regression);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    return paths(horizon, new double[0][], count, seed);
  }

  @Override
  public Paths paths(int horizon, double[][] future, int count, long seed) {
    double[] shift = new double[horizon];
    if (shifts(horizon, future, shift) != null) {
      return Paths.none();
    }
    double[][] values = errors.paths(horizon, count, seed).values();
    for (double[] path : values) {
      for (int h = 0; h < horizon; h++) {
        path[h] = Math.scalb(path[h] + shift[h], exponents[0]);
      }
    }
    return new Paths(values);
  }

  @Override
  public InSample inSample() {
    InSample rest = errors.inSample();
    int n = rest.fitted().length;
    if (n != regression.length) {
      return InSample.none();
    }
    double[] fitted = new double[n];
    double[] residuals = new double[n];
    for (int t = 0; t < n; t++) {
      fitted[t] = Math.scalb(rest.fitted()[t] + regression[t], exponents[0]);
      residuals[t] = Math.scalb(rest.residuals()[t], exponents[0]);
    }
    return new InSample(fitted, residuals);
  }

  @Override
  public Criteria criteria() {
    return criteria;
  }

  /** Weights by input in the units of the values, then those of the errors. */
  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> map = new LinkedHashMap<>();
    for (int k = 0; k < weights.length; k++) {
      map.put(inputs.get(k).name(), Math.scalb(weights[k], exponents[0] - exponents[k + 1]));
    }
    map.putAll(errors.parameters());
    return map;
  }

  @Override
  public String explain() {
    StringBuilder text = new StringBuilder("A step of");
    parameters().entrySet().stream()
        .limit(weights.length)
        .forEach(e ->
            text.append(' ')
                .append(e.getKey())
                .append(" moves the values by ")
                .append(Shown.of(e.getValue()))
                .append(';'));
    return text.append(" the rest: ").append(errors.explain()).toString();
  }

  @Override
  public boolean assumed() {
    return errors.assumed();
  }
}
