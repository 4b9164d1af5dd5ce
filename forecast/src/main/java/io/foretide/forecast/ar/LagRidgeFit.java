package io.foretide.forecast.ar;

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
import io.foretide.forecast.season.Gaps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A fitted {@link LagRidge}. */
public final class LagRidgeFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "lag-ridge";

  private static final double[] NONE = {};

  private final int season;
  private final int[] lags;
  private final double[] weights;
  private final double intercept;
  private final double penalty;
  private final double sigma2;
  private final int used;
  private final boolean assumed;

  /** The latest values, oldest first, as many as the longest lag; gaps hold their forecasts. */
  private final double[] recent;

  private final double[] observed;
  private final double[] fitted;

  private LagRidgeFit(
      int season,
      int[] lags,
      double[] weights,
      double intercept,
      double penalty,
      double sigma2,
      int used,
      boolean assumed,
      double[] recent,
      double[] observed,
      double[] fitted) {
    this.season = season;
    this.lags = lags;
    this.weights = weights;
    this.intercept = intercept;
    this.penalty = penalty;
    this.sigma2 = sigma2;
    this.used = used;
    this.assumed = assumed;
    this.recent = recent;
    this.observed = observed;
    this.fitted = fitted;
  }

  static Fitted of(LagRidge method, double[] y) {
    int[] lags = method.lags();
    int longest = lags[lags.length - 1];
    double[] x = Gaps.filled(y, method.season());
    RidgeSolution free = RidgeSolution.of(x, y, lags, method.penalties());
    double[] recent = Arrays.copyOfRange(x, x.length - longest, x.length);
    RidgeSolution best = free.tempered(lags, recent);
    double[] fitted = new double[y.length];
    Arrays.fill(fitted, 0, longest, Double.NaN);
    for (int t = longest; t < y.length; t++) {
      double mean = best.intercept();
      for (int k = 0; k < lags.length; k++) {
        mean += best.weights()[k] * x[t - lags[k]];
      }
      fitted[t] = mean;
    }
    return new LagRidgeFit(
        method.season(),
        lags,
        best.weights(),
        best.intercept(),
        best.penalty(),
        best == free ? best.sigma2() : meanSquare(y, fitted),
        best.used(),
        best.sigma2() == 0 || best.used() < lags.length + 3,
        recent,
        y,
        fitted);
  }

  private static double meanSquare(double[] y, double[] fitted) {
    double sum = 0;
    int n = 0;
    for (int t = 0; t < y.length; t++) {
      double error = y[t] - fitted[t];
      if (!Double.isNaN(error)) {
        sum += error * error;
        n++;
      }
    }
    return sum / Math.max(1, n);
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    return new LagRidgeFit(
        in.number(),
        in.numbers(),
        in.values(),
        in.value(),
        in.value(),
        in.value(),
        in.number(),
        in.flag(),
        in.values(),
        NONE,
        NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).number(season).numbers(lags).values(weights).value(intercept).value(penalty);
    out.value(sigma2).number(used).flag(assumed).values(recent);
  }

  @Override
  public String method() {
    return "lag-ridge(" + lags.length + " lags to " + lags[lags.length - 1] + ")";
  }

  @Override
  public int season() {
    return season;
  }

  /** Rolls forward over an array whose first values are {@link #recent}. */
  private double mean(double[] values, int at) {
    double mean = intercept;
    for (int k = 0; k < lags.length; k++) {
      mean += weights[k] * values[at - lags[k]];
    }
    return mean;
  }

  @Override
  public Result forecast(int horizon) {
    int n = recent.length;
    double[] values = Arrays.copyOf(recent, n + horizon);
    double[] psi = new double[horizon];
    double[] sd = new double[horizon];
    double sum = 0;
    for (int h = 0; h < horizon; h++) {
      values[n + h] = mean(values, n + h);
      psi[h] = h == 0 ? 1 : 0;
      for (int k = 0; k < lags.length && lags[k] <= h; k++) {
        psi[h] += weights[k] * psi[h - lags[k]];
      }
      sum += psi[h] * psi[h];
      sd[h] = Math.sqrt(sigma2 * sum);
    }
    double[] mean = Arrays.copyOfRange(values, n, n + horizon);
    return Forecast.of(method(), mean, new Spread.Gaussian(mean, sd), assumed);
  }

  @Override
  public Fitted update(double value) {
    int n = recent.length;
    double[] moved = new double[n];
    System.arraycopy(recent, 1, moved, 0, n - 1);
    moved[n - 1] = Double.isFinite(value) ? value : mean(recent, n);
    return new LagRidgeFit(
        season, lags, weights, intercept, penalty, sigma2, used, assumed, moved, observed, fitted);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double sigma = Math.sqrt(sigma2);
    int n = recent.length;
    double[] values = Arrays.copyOf(recent, n + horizon);
    double[][] paths = new double[count][];
    for (int i = 0; i < count; i++) {
      for (int h = 0; h < horizon; h++) {
        values[n + h] = mean(values, n + h) + sigma * random.nextGaussian();
      }
      paths[i] = Arrays.copyOfRange(values, n, n + horizon);
    }
    return new Paths(paths);
  }

  @Override
  public InSample inSample() {
    return InSample.of(observed, fitted.clone());
  }

  @Override
  public Criteria criteria() {
    double likelihood = -0.5 * used * (Math.log(2 * Math.PI * Math.max(1e-290, sigma2)) + 1);
    return new Criteria(likelihood, lags.length + 2, used, sigma2);
  }

  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("intercept", intercept);
    for (int k = 0; k < lags.length; k++) {
      map.put("lag" + lags[k], weights[k]);
    }
    return map;
  }

  @Override
  public String explain() {
    int strongest = 0;
    for (int k = 1; k < lags.length; k++) {
      if (Math.abs(weights[k]) > Math.abs(weights[strongest])) {
        strongest = k;
      }
    }
    return "Each value is a weighted sum of "
        + lags.length
        + " earlier ones, up to "
        + Shown.count(lags[lags.length - 1], "step")
        + " back; the largest weight, "
        + Shown.of(weights[strongest])
        + ", is on the value "
        + Shown.count(lags[strongest], "step")
        + " back. Penalty "
        + Shown.of(penalty)
        + ".";
  }

  @Override
  public boolean assumed() {
    return assumed;
  }
}
