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
import org.jspecify.annotations.Nullable;

/** A fitted {@link InputArima}. */
public final class InputArimaFit implements InputFitted {

  /** Tag in the byte form. */
  public static final String KIND = "input-arima";

  private static final double[] NONE = {};

  private final ActingInputs acting;
  private final double[] weights;
  private final Fitted errors;
  private final Criteria criteria;
  private final double[] regression;

  private InputArimaFit(
      ActingInputs acting,
      double[] weights,
      Fitted errors,
      Criteria criteria,
      double[] regression) {
    this.acting = acting;
    this.weights = weights;
    this.errors = errors;
    this.criteria = criteria;
    this.regression = regression;
  }

  static InputArimaFit of(
      ActingInputs acting, double[][] columns, double[] y, ArimaRegressionFit fit) {
    double[] regression = new double[y.length];
    for (int k = 0; k < columns.length; k++) {
      for (int t = 0; t < regression.length; t++) {
        regression[t] += fit.weights()[k] * columns[k][t];
      }
    }
    return new InputArimaFit(acting, fit.weights(), fit.errors(), fit.criteria(), regression);
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
    ActingInputs acting = new ActingInputs(inputs, dead, exponents, usual, recent);
    return new InputArimaFit(acting, weights, in.fit(), criteria, NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND);
    SavedInputs.write(out, acting.inputs());
    out.numbers(acting.dead()).numbers(acting.exponents());
    out.values(weights).values(acting.usual());
    for (double[] values : acting.recent()) {
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
    return acting.dead().clone();
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
          mean[h] = Math.scalb(mean[h] + shift[h], exponent());
        }
        Spread spread = new Spread.Shifted(rest.spread(), shift);
        yield Forecast.of(
            method(),
            mean,
            new Spread.Mapped(spread, v -> Math.scalb(v, exponent())),
            rest.assumed());
      }
    };
  }

  /** Adds what the inputs do at each step, or says which value is missing. */
  private @Nullable Refused shifts(int horizon, double[][] future, double[] shift) {
    Refused missing = acting.missing(horizon, future);
    if (missing == null) {
      for (int k = 0; k < weights.length; k++) {
        for (int h = 1; h <= horizon; h++) {
          shift[h - 1] += weights[k] * acting.at(k, h, future);
        }
      }
    }
    return missing;
  }

  private int exponent() {
    return acting.exponents()[0];
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
      double part =
          Math.scalb(weights[k] * (acting.at(k, step, future) - acting.usual()[k]), exponent());
      map.put(acting.inputs().get(k).name(), part);
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
    ActingInputs moved = acting.moved(given);
    double rest = Math.scalb(value, -exponent());
    for (int k = 0; k < weights.length; k++) {
      rest -= weights[k] * moved.now(k);
    }
    return new InputArimaFit(moved, weights, errors.update(rest), criteria, regression);
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
        path[h] = Math.scalb(path[h] + shift[h], exponent());
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
      fitted[t] = Math.scalb(rest.fitted()[t] + regression[t], exponent());
      residuals[t] = Math.scalb(rest.residuals()[t], exponent());
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
      map.put(
          acting.inputs().get(k).name(),
          Math.scalb(weights[k], exponent() - acting.exponents()[k + 1]));
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
