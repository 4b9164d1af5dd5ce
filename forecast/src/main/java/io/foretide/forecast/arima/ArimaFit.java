package io.foretide.forecast.arima;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.RefusedFit;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.numeric.Shown;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import io.foretide.forecast.season.Gaps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A fitted {@link Arima}. */
public final class ArimaFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "arima";

  /** Gapped series of more work than this per likelihood are searched on filled values alone. */
  private static final double MOST_EXACT_WORK = 1e6;

  /** Gain below which the search on gapped values ends. */
  private static final double NEAR = 1e-3;

  /** Degrees of freedom below which the errors say nothing about errors to come. */
  private static final int LEAST_FREE = 2;

  private static final double[] NONE = {};

  private final ArimaOrder order;
  private final double[] coefficients;

  /** Mean, or drift per step; 0 where there is none. */
  private final double constant;

  private final LevelsFilter filter;

  /** Steps seen, for the drift. */
  private final long steps;

  private final Criteria criteria;
  private final boolean assumed;
  private final double[] observed;
  private final double[] fitted;

  private ArimaFit(
      ArimaOrder order,
      double[] coefficients,
      double constant,
      LevelsFilter filter,
      long steps,
      Criteria criteria,
      boolean assumed,
      double[] observed,
      double[] fitted) {
    this.order = order;
    this.coefficients = coefficients;
    this.constant = constant;
    this.filter = filter;
    this.steps = steps;
    this.criteria = criteria;
    this.assumed = assumed;
    this.observed = observed;
    this.fitted = fitted;
  }

  static Fitted estimate(
      Arima method, double[] y, double @Nullable [] warm, double tolerance, int starts) {
    ArimaOrder order = method.order();
    double[][] inputs = inputs(order, y.length);
    double states = order.lost() + order.season() * (order.seasonalP() + order.seasonalQ()) + 3;
    boolean gapped = Gaps.any(y);
    boolean exact = gapped && y.length * states * states < MOST_EXACT_WORK;
    double[] searched = gapped ? Gaps.filled(y, order.season()) : y;
    ArimaLikelihood likelihood = new ArimaLikelihood(order, searched, inputs);
    ArimaLikelihood last = gapped ? new ArimaLikelihood(order, y, inputs) : likelihood;
    ArimaSearch.Found found = null;
    if (!exact || warm == null) {
      found = new ArimaSearch(order, likelihood).best(warm, tolerance, starts);
    }
    if (exact) {
      double[] near = found == null ? warm : found.coefficients();
      found = new ArimaSearch(order, last).best(near, Math.max(tolerance, NEAR), starts);
    }
    double value = last.at(Objects.requireNonNull(found).coefficients());
    Fitted fit =
        value > Double.NEGATIVE_INFINITY ? at(order, found.coefficients(), last, value, y) : null;
    return fit != null
        ? fit
        : RefusedFit.of(method, y, order + " has no finite likelihood here", "lower orders");
  }

  /** The constant as a regressor in levels: ones for a mean, time for a drift. */
  static double[][] inputs(ArimaOrder order, int n) {
    if (!order.constant() || order.d() + order.seasonalD() > 1) {
      return new double[0][];
    }
    double[] column = new double[n];
    for (int t = 0; t < n; t++) {
      column[t] = order.d() + order.seasonalD() == 0 ? 1 : t + 1;
    }
    return new double[][] {column};
  }

  /** The model at given coefficients; the likelihood has just been evaluated there. */
  static @Nullable ArimaFit at(
      ArimaOrder order,
      double[] coefficients,
      ArimaLikelihood likelihood,
      double value,
      double[] y) {
    double constant = likelihood.slopes.length > 0 ? likelihood.slopes[0] : 0;
    int count = order.coefficients() + (likelihood.slopes.length > 0 ? 1 : 0);
    int used = likelihood.used();
    double free = used - count;
    double sigma2 = likelihood.squares / (free > 0 ? free : Math.max(1, used));
    return at(
        order,
        coefficients,
        constant,
        new Criteria(value, count + 1, used, sigma2),
        free < LEAST_FREE || unseen(order, used) || !(likelihood.squares > 0),
        y);
  }

  /** Whether the season that the orders look back over is longer than the data. */
  private static boolean unseen(ArimaOrder order, int used) {
    boolean seasonal = order.seasonalP() + order.seasonalQ() > 0;
    return seasonal && used < order.season() + 2;
  }

  /** The same with intervals marked as assumed. */
  ArimaFit asAssumed() {
    return new ArimaFit(
        order, coefficients, constant, filter, steps, criteria, true, observed, fitted);
  }

  static @Nullable ArimaFit at(
      ArimaOrder order,
      double[] coefficients,
      double constant,
      Criteria criteria,
      boolean assumed,
      double[] y) {
    Arma arma = Arma.of(order, coefficients);
    double[] fitted = new double[y.length];
    LevelsFilter filter = complete(order, arma, constant, y, fitted);
    if (filter == null) {
      double[][] stationary = LevelsFilter.stationary(arma);
      if (stationary == null) {
        return null;
      }
      filter = new LevelsFilter(arma, order.differencing(), stationary);
      for (int t = 0; t < y.length; t++) {
        double shift = shift(order, constant, t + 1);
        fitted[t] = filter.diffuseNow() ? Double.NaN : filter.mean() + shift;
        filter.step(y[t] - shift);
      }
    }
    return new ArimaFit(
        order, coefficients, constant, filter, y.length, criteria, assumed, y, fitted);
  }

  /** The short way for models of many states and series without gaps; null where it is not open. */
  private static @Nullable LevelsFilter complete(
      ArimaOrder order, Arma arma, double constant, double[] y, double[] fitted) {
    if (arma.states() <= ExactInnovations.FEW || Gaps.any(y)) {
      return null;
    }
    double[] levels = new double[y.length];
    for (int t = 0; t < y.length; t++) {
      levels[t] = y[t] - shift(order, constant, t + 1);
    }
    CompleteRun run = CompleteRun.of(order, arma, levels);
    if (run == null) {
      return null;
    }
    int lost = order.lost();
    for (int t = 0; t < y.length; t++) {
      fitted[t] = t < lost ? Double.NaN : y[t] - run.innovations()[t - lost];
    }
    return run.filter();
  }

  private static double shift(ArimaOrder order, double constant, long t) {
    return order.d() + order.seasonalD() == 0 ? constant : constant * t;
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    ArimaOrder order =
        new ArimaOrder(
            in.number(),
            in.number(),
            in.number(),
            in.number(),
            in.number(),
            in.number(),
            in.number(),
            in.flag());
    double[] coefficients = in.values();
    double constant = in.value();
    double[] a = in.values();
    double[][] variance = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      variance[i] = in.values();
    }
    LevelsFilter filter =
        new LevelsFilter(Arma.of(order, coefficients), order.differencing(), a, variance);
    boolean settled = in.flag();
    if (settled) {
      filter.gain = in.values();
      filter.steadyVariance = in.value();
    }
    return new ArimaFit(
        order,
        coefficients,
        constant,
        filter,
        (long) in.value(),
        new Criteria(in.value(), in.number(), in.number(), in.value()),
        in.flag(),
        NONE,
        NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).number(order.p()).number(order.d()).number(order.q());
    out.number(order.seasonalP()).number(order.seasonalD()).number(order.seasonalQ());
    out.number(order.season()).flag(order.constant()).values(coefficients).value(constant);
    out.values(filter.a);
    for (double[] row : filter.variance) {
      out.values(row);
    }
    double[] gain = filter.gain;
    out.flag(gain != null);
    if (gain != null) {
      out.values(gain).value(filter.steadyVariance);
    }
    out.value(steps).value(criteria.logLikelihood()).number(criteria.parameters());
    out.number(criteria.observations()).value(criteria.sigma2()).flag(assumed);
  }

  double[] coefficients() {
    return coefficients.clone();
  }

  /** Orders of the model. */
  public ArimaOrder order() {
    return order;
  }

  @Override
  public String method() {
    return order.toString();
  }

  @Override
  public int season() {
    return order.season();
  }

  @Override
  public Result forecast(int horizon) {
    LevelsFilter moving = filter.copy();
    double[] mean = new double[horizon];
    double[] sd = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      mean[h] = moving.mean() + shift(order, constant, steps + h + 1);
      sd[h] = Math.sqrt(criteria.sigma2() * Math.max(0, moving.meanVariance()));
      moving.step(Double.NaN);
    }
    return Forecast.of(method(), mean, new Spread.Gaussian(mean, sd), assumed);
  }

  @Override
  public Fitted update(double value) {
    LevelsFilter moved = filter.copy();
    moved.step(Double.isFinite(value) ? value - shift(order, constant, steps + 1) : Double.NaN);
    return new ArimaFit(
        order, coefficients, constant, moved, steps + 1, criteria, assumed, observed, fitted);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double sigma = Math.sqrt(criteria.sigma2());
    double[][] values = new double[count][horizon];
    LevelsFilter moving = filter.copy();
    double[] psi = psi(horizon);
    double[] mean = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      mean[h] = moving.mean() + shift(order, constant, steps + h + 1);
      moving.step(Double.NaN);
    }
    double[] errors = new double[horizon];
    for (double[] path : values) {
      for (int h = 0; h < horizon; h++) {
        errors[h] = sigma * random.nextGaussian();
        double sum = mean[h];
        for (int j = 0; j <= h; j++) {
          sum += psi[j] * errors[h - j];
        }
        path[h] = sum;
      }
    }
    return new Paths(values);
  }

  /** Weights of errors in levels. */
  private double[] psi(int n) {
    double[] psi = filter.arma.psi(n);
    double[] c = filter.past;
    for (int h = 0; h < n; h++) {
      for (int i = 0; i < c.length && i < h; i++) {
        psi[h] += c[i] * psi[h - 1 - i];
      }
    }
    return psi;
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
    int at = 0;
    String[] names = {"ar", "ma", "sar", "sma"};
    int[] sizes = {order.p(), order.q(), order.seasonalP(), order.seasonalQ()};
    for (int block = 0; block < 4; block++) {
      for (int i = 1; i <= sizes[block]; i++) {
        map.put(names[block] + i, coefficients[at++]);
      }
    }
    if (order.constant()) {
      map.put(order.d() + order.seasonalD() == 0 ? "mean" : "drift", constant);
    }
    map.put("sigma2", criteria.sigma2());
    return map;
  }

  @Override
  public String explain() {
    StringBuilder text = new StringBuilder(method()).append(": ");
    if (order.lost() > 0) {
      text.append("works on changes");
      if (order.seasonalD() > 0) {
        text.append(" against the season ").append(order.season()).append(" steps before");
      }
      text.append("; ");
    }
    text.append("uses ").append(Shown.count(order.p() + order.seasonalP(), "past value"));
    text.append(" and ").append(Shown.count(order.q() + order.seasonalQ(), "past error"));
    if (order.constant()) {
      text.append(order.lost() > 0 ? ", drifting by " : ", around a mean of ")
          .append(Shown.of(constant));
    }
    return text.append('.').toString();
  }

  @Override
  public boolean assumed() {
    return assumed;
  }
}
