package io.foretide.forecast.ces;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** A fitted {@link Ces}. */
public final class CesFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "complex-smoothing";

  private static final double[] NONE = {};

  private final int season;
  private final CesState state;
  private final Criteria criteria;
  private final boolean assumed;
  private final double[] observed;
  private final double[] fitted;

  CesFit(
      int season,
      CesState state,
      Criteria criteria,
      boolean assumed,
      double[] observed,
      double[] fitted) {
    this.season = season;
    this.state = state;
    this.criteria = criteria;
    this.assumed = assumed;
    this.observed = observed;
    this.fitted = fitted;
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    int season = in.number();
    CesForm form = CesForm.valueOf(in.text());
    CesState state =
        new CesState(
            form, in.values(), in.value(), in.value(), in.values(), in.values(), in.number());
    Criteria criteria = new Criteria(in.value(), in.number(), in.number(), in.value());
    return new CesFit(season, state, criteria, in.flag(), NONE, NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).number(season).text(state.form.name()).values(state.smoothing());
    out.value(state.level).value(state.hidden).values(state.seasonal);
    out.values(state.seasonalHidden).number(state.next);
    out.value(criteria.logLikelihood()).number(criteria.parameters());
    out.number(criteria.observations()).value(criteria.sigma2()).flag(assumed);
  }

  @Override
  public String method() {
    return "CES(" + state.form.name().toLowerCase(Locale.ROOT) + ")";
  }

  @Override
  public int season() {
    return season;
  }

  @Override
  public Result forecast(int horizon) {
    double[] mean = new double[horizon];
    double[] sd = new double[horizon];
    CesState moving = state.copy();
    // The answer to one unit error gives the weights of errors to come.
    CesState answer = state.zero();
    answer.step(1);
    double sum = 1;
    for (int h = 0; h < horizon; h++) {
      mean[h] = moving.mean();
      moving.step(0);
      sd[h] = Math.sqrt(criteria.sigma2() * sum);
      double weight = answer.mean();
      sum += weight * weight;
      answer.step(0);
    }
    return Forecast.of(method(), mean, new Spread.Gaussian(mean, sd), assumed);
  }

  @Override
  public Fitted update(double value) {
    CesState moved = state.copy();
    moved.step(Double.isFinite(value) ? value - moved.mean() : 0);
    return new CesFit(season, moved, criteria, assumed, observed, fitted);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double sigma = Math.sqrt(criteria.sigma2());
    double[][] values = new double[count][horizon];
    for (double[] path : values) {
      CesState moving = state.copy();
      for (int h = 0; h < horizon; h++) {
        double error = sigma * random.nextGaussian();
        path[h] = moving.mean() + error;
        moving.step(error);
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
    map.put("a0", state.a0);
    map.put("a1", state.a1);
    switch (state.form) {
      case PARTIAL -> map.put("gamma", state.b0);
      case FULL -> {
        map.put("b0", state.b0);
        map.put("b1", state.b1);
      }
      default -> {}
    }
    if (state.form != CesForm.SIMPLE) {
      map.put("level", state.level);
      map.put("hidden", state.hidden);
    }
    return map;
  }

  @Override
  public String explain() {
    String how =
        switch (state.form) {
          case NONE -> ".";
          case SIMPLE -> ", apart for each of " + season + " places in the season.";
          case PARTIAL -> ", with a season of " + season + " steps added.";
          case FULL -> ", with a season of " + season + " steps that does the same.";
        };
    return "Complex smoothing: a level and a hidden component feed each other, so that trends come"
        + " and go without a form being chosen"
        + how;
  }

  /** How the season is treated. */
  public CesForm form() {
    return state.form;
  }

  boolean settles() {
    return state.settles();
  }

  @Override
  public boolean assumed() {
    return assumed;
  }
}
