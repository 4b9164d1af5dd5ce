package io.foretide.forecast.theta;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.numeric.Shown;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A fitted {@link Theta}. */
public final class ThetaFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "theta";

  private static final double[] NONE = {};

  private final Theta theta;
  private final ThetaState state;

  /** Seasonal indices, {@code next} the place of the next step's; empty where none. */
  private final double[] indices;

  private final boolean times;
  private final int next;
  private final Criteria criteria;
  private final boolean assumed;
  private final double[] observed;
  private final double[] fitted;

  ThetaFit(
      Theta theta,
      ThetaState state,
      double[] indices,
      boolean times,
      int next,
      Criteria criteria,
      boolean assumed,
      double[] observed,
      double[] fitted) {
    this.theta = theta;
    this.state = state;
    this.indices = indices;
    this.times = times;
    this.next = next;
    this.criteria = criteria;
    this.assumed = assumed;
    this.observed = observed;
    this.fitted = fitted;
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    Theta theta = new Theta(Theta.Kind.valueOf(in.text()), in.number());
    ThetaState state =
        new ThetaState(
            theta.kind() == Theta.Kind.DYNAMIC,
            in.value(),
            in.value(),
            in.value(),
            in.value(),
            in.value());
    state.t = (long) in.value();
    state.fade = in.value();
    state.average = in.value();
    return new ThetaFit(
        theta,
        state,
        in.values(),
        in.flag(),
        in.number(),
        new Criteria(in.value(), in.number(), in.number(), in.value()),
        in.flag(),
        NONE,
        NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).text(theta.kind().name()).number(theta.season());
    out.value(state.alpha).value(state.share).value(state.level);
    out.value(state.intercept).value(state.slope).value(state.t);
    out.value(state.fade).value(state.average);
    out.values(indices).flag(times).number(next);
    out.value(criteria.logLikelihood()).number(criteria.parameters());
    out.number(criteria.observations()).value(criteria.sigma2()).flag(assumed);
  }

  @Override
  public String method() {
    return theta.name();
  }

  @Override
  public int season() {
    return theta.season();
  }

  private double seasoned(double value, int step) {
    if (indices.length == 0) {
      return value;
    }
    double s = indices[(next + step) % indices.length];
    return times ? value * s : value + s;
  }

  private double adjusted(double value) {
    if (indices.length == 0) {
      return value;
    }
    return times ? value / indices[next] : value - indices[next];
  }

  @Override
  public Result forecast(int horizon) {
    ThetaState moving = state.copy();
    double[] mean = new double[horizon];
    double[] sd = new double[horizon];
    boolean standard = theta.kind() == Theta.Kind.STANDARD;
    double sigma = assumed ? guess() : Math.sqrt(criteria.sigma2());
    for (int h = 0; h < horizon; h++) {
      double value = moving.mean();
      moving.step(value);
      mean[h] = seasoned(value, h);
      sd[h] = sigma * Math.sqrt(1 + h * state.alpha * state.alpha);
      if (times && !standard) {
        sd[h] *= indices[(next + h) % indices.length];
      }
    }
    return Forecast.of(method(), mean, new Spread.Gaussian(mean, sd), assumed);
  }

  private double guess() {
    double sigma = Math.sqrt(criteria.sigma2());
    return sigma > 0 || criteria.observations() > 3 ? sigma : Math.max(1e-3, Math.abs(state.level));
  }

  @Override
  public Fitted update(double value) {
    ThetaState moved = state.copy();
    moved.step(Double.isFinite(value) ? adjusted(value) : moved.mean());
    int place = indices.length == 0 ? 0 : (next + 1) % indices.length;
    return new ThetaFit(theta, moved, indices, times, place, criteria, assumed, observed, fitted);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double sigma = assumed ? guess() : Math.sqrt(criteria.sigma2());
    double[][] values = new double[count][horizon];
    // As its intervals, the spread of the standard form does not follow the season.
    boolean standard = theta.kind() == Theta.Kind.STANDARD;
    double[] mean = new double[horizon];
    ThetaState centre = state.copy();
    for (int h = 0; h < horizon; h++) {
      mean[h] = centre.mean();
      centre.step(mean[h]);
    }
    for (double[] path : values) {
      ThetaState moving = state.copy();
      for (int h = 0; h < horizon; h++) {
        double value = moving.mean() + sigma * random.nextGaussian();
        path[h] = standard ? seasoned(mean[h], h) + (value - mean[h]) : seasoned(value, h);
        moving.step(value);
      }
    }
    return new Paths(values);
  }

  @Override
  public InSample inSample() {
    return InSample.of(observed, fitted.clone());
  }

  @Override
  public Criteria criteria() {
    return criteria;
  }

  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("alpha", state.alpha);
    map.put("theta", 1 / (1 - state.share));
    map.put("level", state.level);
    map.put("slope", state.slope);
    return map;
  }

  @Override
  public String explain() {
    return "Theta: smoothing with alpha "
        + Shown.of(state.alpha)
        + " plus "
        + Math.round(100 * state.share)
        + " % of a line that rises "
        + Shown.of(state.slope)
        + " per step"
        + (indices.length == 0 ? ", no season found." : ", on values with the season taken out.");
  }

  @Override
  public boolean assumed() {
    return assumed;
  }
}
