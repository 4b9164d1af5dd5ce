package io.foretide.forecast.scale;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.Arrays;
import java.util.Map;

/**
 * A model of values divided by a power of two, with results on the scale of the values. Parameters
 * are those of the inner model.
 *
 * @param inner model of the divided values
 * @param exponent the values were divided by {@code 2^exponent}
 */
public record ScaledFit(Fitted inner, int exponent) implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "scaled";

  private static final double FARTHEST = 1e150;

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    int exponent = in.number();
    return new ScaledFit(in.fit(), exponent);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).number(exponent).fit(inner);
  }

  @Override
  public String method() {
    return inner.method();
  }

  @Override
  public int season() {
    return inner.season();
  }

  @Override
  public Result forecast(int horizon) {
    return switch (inner.forecast(horizon)) {
      case Refused refused -> refused;
      case Forecast forecast ->
          Forecast.of(
              forecast.method(),
              scaled(forecast.mean()),
              new Spread.Mapped(forecast.spread(), this::back),
              forecast.assumed());
    };
  }

  @Override
  public Fitted update(double value) {
    return new ScaledFit(inner.update(small(value)), exponent);
  }

  @Override
  public Fitted update(double... values) {
    return new ScaledFit(inner.update(Arrays.stream(values).map(this::small).toArray()), exponent);
  }

  /** On the scale of the fit; values so far from its own that squares overflow are cut. */
  private double small(double value) {
    return Double.isFinite(value)
        ? Math.clamp(Math.scalb(value, -exponent), -FARTHEST, FARTHEST)
        : Double.NaN;
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    if (forecast(horizon) instanceof Refused) {
      return Paths.none();
    }
    double[][] values = inner.paths(horizon, count, seed).values();
    for (double[] path : values) {
      scaled(path);
    }
    return new Paths(values);
  }

  @Override
  public InSample inSample() {
    InSample small = inner.inSample();
    return new InSample(scaled(small.fitted().clone()), scaled(small.residuals().clone()));
  }

  @Override
  public Criteria criteria() {
    Criteria small = inner.criteria();
    return new Criteria(
        small.logLikelihood() - small.observations() * exponent * Math.log(2),
        small.parameters(),
        small.observations(),
        Math.scalb(small.sigma2(), 2 * exponent));
  }

  @Override
  public Map<String, Double> parameters() {
    return inner.parameters();
  }

  @Override
  public String explain() {
    return inner.explain() + " Values were divided by 2^" + exponent + " for the fit.";
  }

  @Override
  public boolean assumed() {
    return inner.assumed();
  }

  @Override
  public boolean recursive() {
    return inner.recursive();
  }

  private double[] scaled(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = back(values[i]);
    }
    return values;
  }

  /** On the scale of the values, cut to the largest number. */
  private double back(double value) {
    return Math.clamp(Math.scalb(value, exponent), -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
