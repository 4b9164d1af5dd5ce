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
import io.foretide.forecast.prophet.ProphetFit;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fitted {@link InputProphet}. */
public final class InputProphetFit implements InputFitted {

  /** Tag in the byte form. */
  public static final String KIND = "input-prophet";

  private final ActingInputs acting;

  /** Prophet's model, or what it refused with. */
  private final Fitted inner;

  InputProphetFit(ActingInputs acting, Fitted inner) {
    this.acting = acting;
    this.inner = inner;
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    List<Input> inputs = SavedInputs.inputs(in);
    int[] dead = in.numbers();
    int[] exponents = in.numbers();
    double[] usual = in.values();
    double[][] recent = new double[dead.length][];
    for (int k = 0; k < recent.length; k++) {
      recent[k] = in.values();
    }
    return new InputProphetFit(new ActingInputs(inputs, dead, exponents, usual, recent), in.fit());
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND);
    SavedInputs.write(out, acting.inputs());
    out.numbers(acting.dead()).numbers(acting.exponents()).values(acting.usual());
    for (double[] values : acting.recent()) {
      out.values(values);
    }
    out.fit(inner);
  }

  private int exponent() {
    return acting.exponents()[0];
  }

  private @Nullable ProphetFit prophet() {
    return inner instanceof ProphetFit fit ? fit : null;
  }

  @Override
  public String method() {
    return inner.method() + " with " + Shown.count(acting.count(), "input");
  }

  @Override
  public int season() {
    return inner.season();
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
    ProphetFit fit = prophet();
    if (fit == null) {
      return inner.forecast(horizon);
    }
    Refused missing = acting.missing(horizon, future);
    if (missing != null) {
      return missing;
    }
    return switch (fit.forecast(horizon, acting.ahead(horizon, future))) {
      case Refused why -> why;
      case Forecast plain -> {
        double[] mean = plain.mean();
        for (int h = 0; h < horizon; h++) {
          mean[h] = Math.scalb(mean[h], exponent());
        }
        yield Forecast.of(
            method(),
            mean,
            new Spread.Mapped(plain.spread(), v -> Math.scalb(v, exponent())),
            plain.assumed());
      }
    };
  }

  @Override
  public Map<String, Double> contributions(int step, double[][] future) {
    Map<String, Double> map = new LinkedHashMap<>();
    ProphetFit fit = prophet();
    if (step >= 1 && fit != null && acting.missing(step, future) == null) {
      fit.contributions(step, acting.ahead(step, future))
          .forEach((name, part) -> map.put(name, Math.scalb(part, exponent())));
    }
    return map;
  }

  /** Moves forward by one step; inputs keep their last values. */
  @Override
  public InputProphetFit update(double value) {
    double[] none = new double[acting.count()];
    Arrays.fill(none, Double.NaN);
    return update(value, none);
  }

  @Override
  public Fitted update(double... values) {
    InputProphetFit moved = this;
    for (double value : values) {
      moved = moved.update(value);
    }
    return moved;
  }

  @Override
  public InputProphetFit update(double value, double[] given) {
    ActingInputs moved = acting.moved(given);
    ProphetFit fit = prophet();
    double scaled = Math.scalb(value, -exponent());
    if (fit == null) {
      return new InputProphetFit(moved, inner.update(scaled));
    }
    double[][] columns = new double[acting.count()][1];
    for (int k = 0; k < columns.length; k++) {
      columns[k][0] = moved.now(k);
    }
    return new InputProphetFit(moved, fit.update(new double[] {scaled}, columns));
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    return paths(horizon, new double[0][], count, seed);
  }

  @Override
  public Paths paths(int horizon, double[][] future, int count, long seed) {
    ProphetFit fit = prophet();
    if (fit == null || acting.missing(horizon, future) != null) {
      return Paths.none();
    }
    double[][] values = fit.paths(horizon, acting.ahead(horizon, future), count, seed).values();
    for (double[] path : values) {
      for (int h = 0; h < horizon; h++) {
        path[h] = Math.scalb(path[h], exponent());
      }
    }
    return new Paths(values);
  }

  @Override
  public InSample inSample() {
    InSample plain = inner.inSample();
    double[] fitted = plain.fitted().clone();
    double[] residuals = plain.residuals().clone();
    for (int t = 0; t < fitted.length; t++) {
      fitted[t] = Math.scalb(fitted[t], exponent());
      residuals[t] = Math.scalb(residuals[t], exponent());
    }
    return new InSample(fitted, residuals);
  }

  @Override
  public Criteria criteria() {
    return inner.criteria();
  }

  /** Prophet's parameters; an input's is what a step of it moves the values by. */
  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> map = new LinkedHashMap<>(inner.parameters());
    for (int k = 0; k < acting.count(); k++) {
      int unit = exponent() - acting.exponents()[k + 1];
      map.computeIfPresent(
          acting.inputs().get(k).name(), (name, effect) -> Math.scalb(effect, unit));
    }
    return map;
  }

  @Override
  public Map<String, double[]> components() {
    Map<String, double[]> map = new LinkedHashMap<>(inner.components());
    map.replaceAll(
        (name, part) -> Arrays.stream(part).map(v -> Math.scalb(v, exponent())).toArray());
    return map;
  }

  @Override
  public String explain() {
    return inner.explain();
  }

  @Override
  public boolean assumed() {
    return inner.assumed();
  }

  @Override
  public boolean recursive() {
    return inner.recursive();
  }
}
