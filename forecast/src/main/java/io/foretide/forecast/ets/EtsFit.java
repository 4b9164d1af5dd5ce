package io.foretide.forecast.ets;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.ets.EtsForm.Part;
import io.foretide.forecast.numeric.Shown;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A fitted {@link Ets}. */
public final class EtsFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "ets";

  private static final int SIMULATIONS = 2000;
  private static final long SEED = 20_080_101L;
  private static final double[] NONE = {};

  private final int season;
  private final EtsState start;
  private final EtsState end;
  private final Criteria criteria;
  private final boolean assumed;
  private final double[] observed;
  private final double[] fitted;

  EtsFit(
      int season,
      EtsState start,
      EtsState end,
      Criteria criteria,
      boolean assumed,
      double[] observed,
      double[] fitted) {
    this.season = season;
    this.start = start;
    this.end = end;
    this.criteria = criteria;
    this.assumed = assumed;
    this.observed = observed;
    this.fitted = fitted;
  }

  /** The model at given parameters, without search; null where the likelihood is infinite. */
  static @Nullable EtsFit at(EtsForm form, int season, double[] y, EtsState start) {
    return EtsSearch.at(form, season, y, start);
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    int season = in.number();
    EtsForm form = EtsForm.parse(in.text());
    EtsState end =
        new EtsState(
            form,
            in.value(),
            in.value(),
            in.value(),
            in.value(),
            in.value(),
            in.value(),
            in.values(),
            in.number());
    Criteria criteria = new Criteria(in.value(), in.number(), in.number(), in.value());
    return new EtsFit(season, end, end, criteria, in.flag(), NONE, NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).number(season).text(end.form.letters());
    out.value(end.alpha).value(end.beta).value(end.gamma).value(end.phi);
    out.value(end.level).value(end.trend).values(end.seasonal).number(end.next);
    out.value(criteria.logLikelihood()).number(criteria.parameters());
    out.number(criteria.observations()).value(criteria.sigma2()).flag(assumed);
  }

  /** The same with intervals marked as assumed. */
  EtsFit asAssumed() {
    return new EtsFit(season, start, end, criteria, true, observed, fitted);
  }

  /** The form that was fitted. */
  public EtsForm form() {
    return end.form;
  }

  EtsState start() {
    return start.copy();
  }

  EtsState end() {
    return end.copy();
  }

  @Override
  public String method() {
    return end.form.toString();
  }

  @Override
  public int season() {
    return season;
  }

  @Override
  public Result forecast(int horizon) {
    if (EtsVariance.exact(end.form)) {
      EtsVariance.Moments moments = EtsVariance.of(end, season, criteria.sigma2(), horizon);
      return Forecast.of(
          method(), moments.mean(), new Spread.Gaussian(moments.mean(), moments.sd()), assumed);
    }
    double[] mean = new double[horizon];
    EtsState moving = end.copy();
    for (int h = 0; h < horizon; h++) {
      mean[h] = moving.mean();
      moving.step(0);
    }
    Paths paths = paths(horizon, SIMULATIONS, SEED);
    double[][] sorted = new double[horizon][];
    for (int h = 0; h < horizon; h++) {
      sorted[h] = paths.sorted(h);
    }
    return Forecast.of(method(), mean, new Spread.Simulated(sorted), assumed);
  }

  @Override
  public Fitted update(double value) {
    EtsState moved = end.copy();
    moved.step(Double.isFinite(value) ? value - moved.mean() : 0);
    return new EtsFit(season, start, moved, criteria, assumed, observed, fitted);
  }

  @Override
  public Fitted update(double... values) {
    EtsState moved = end.copy();
    for (double value : values) {
      moved.step(Double.isFinite(value) ? value - moved.mean() : 0);
    }
    return new EtsFit(season, start, moved, criteria, assumed, observed, fitted);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double sigma = Math.sqrt(criteria.sigma2());
    boolean relative = end.form.multiplicativeError();
    boolean positive = end.form.needsPositive();
    double[][] values = new double[count][horizon];
    for (double[] path : values) {
      EtsState state = end.copy();
      for (int h = 0; h < horizon; h++) {
        double mean = state.mean();
        double error = sigma * random.nextGaussian();
        if (relative) {
          // A relative error of -1 or less would leave the model's domain.
          error = mean * Math.max(-0.99, error);
        } else if (positive && mean + error <= 0) {
          error = -0.99 * mean;
        }
        path[h] = mean + error;
        state.step(error);
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
    map.put("alpha", end.alpha);
    if (end.form.hasTrend()) {
      map.put("beta", end.beta);
    }
    if (end.form.hasSeason()) {
      map.put("gamma", end.gamma);
    }
    if (end.form.damped()) {
      map.put("phi", end.phi);
    }
    map.put("level", end.level);
    if (end.form.hasTrend()) {
      map.put("trend", end.trend);
    }
    return map;
  }

  @Override
  public Map<String, double[]> components() {
    int n = observed.length;
    if (n == 0) {
      return Map.of();
    }
    double[] level = new double[n];
    double[] trend = new double[n];
    double[] seasonal = new double[n];
    EtsState state = start.copy();
    for (int t = 0; t < n; t++) {
      int slot = state.next;
      state.step(!Double.isNaN(observed[t]) ? observed[t] - fitted[t] : 0);
      level[t] = state.level;
      trend[t] = state.trend;
      seasonal[t] = end.form.hasSeason() ? state.seasonal[slot] : 0;
    }
    Map<String, double[]> map = new LinkedHashMap<>();
    map.put("level", level);
    if (end.form.hasTrend()) {
      map.put("trend", trend);
    }
    if (end.form.hasSeason()) {
      map.put("seasonal", seasonal);
    }
    return map;
  }

  @Override
  public String explain() {
    StringBuilder text = new StringBuilder(method()).append(": the level ");
    text.append(end.alpha > 0.8 ? "follows the latest values closely" : "averages past values");
    text.append(" (alpha ").append(Shown.of(end.alpha)).append(')');
    if (end.form.hasTrend()) {
      text.append(end.form.damped() ? ", a fading trend" : ", a steady trend");
      text.append(" of ").append(Shown.of(end.trend));
      text.append(end.form.trend() == Part.MULTIPLICATIVE ? " times per step" : " per step");
    }
    if (end.form.hasSeason()) {
      text.append(", a season of ").append(season).append(" steps that ");
      text.append(end.form.seasonal() == Part.ADDITIVE ? "adds" : "multiplies");
    }
    text.append("; errors grow ");
    text.append(end.form.multiplicativeError() ? "with the level" : "no larger with the level");
    text.append('.');
    return text.toString();
  }

  @Override
  public boolean assumed() {
    return assumed;
  }

  /** Length of the training data. */
  int observations() {
    return observed.length;
  }

  @Override
  public String toString() {
    return method() + Arrays.toString(new double[] {end.alpha, end.beta, end.gamma, end.phi});
  }
}
