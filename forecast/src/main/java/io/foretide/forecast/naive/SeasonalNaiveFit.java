package io.foretide.forecast.naive;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.numeric.Normal;
import io.foretide.forecast.numeric.Quantiles;
import io.foretide.forecast.numeric.Shown;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/** A fitted {@link SeasonalNaive}. */
public final class SeasonalNaiveFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "seasonal-naive";

  private static final double LEAST_P = 1e-12;

  private final int season;
  private final boolean analytic;

  /** The last known value of each slot; {@code next} is the slot of the first forecast step. */
  private final double[] last;

  /** Seasons since each slot's value was seen, beyond the last season. */
  private final int[] age;

  private final int next;
  private final double[][] errors;
  private final double sigma2;
  private final boolean assumed;
  private final double[] history;

  private SeasonalNaiveFit(
      int season,
      boolean analytic,
      double[] last,
      int[] age,
      int next,
      double[][] errors,
      double sigma2,
      boolean assumed,
      double[] history) {
    this.season = season;
    this.analytic = analytic;
    this.last = last;
    this.age = age;
    this.next = next;
    this.errors = errors;
    this.sigma2 = sigma2;
    this.assumed = assumed;
    this.history = history;
  }

  /** Takes ownership of the values. */
  static SeasonalNaiveFit of(SeasonalNaive method, double[] values) {
    int m = method.season();
    double[] last = new double[m];
    int[] age = new int[m];
    int n = values.length;
    double nearest = Double.NaN;
    for (int i = n - 1; i >= 0 && Double.isNaN(nearest); i--) {
      nearest = values[i];
    }
    for (int slot = 0; slot < m; slot++) {
      int at = n - m + slot;
      int seasons = 0;
      while (at >= 0 && Double.isNaN(values[at])) {
        at -= m;
        seasons++;
      }
      if (at >= 0) {
        nearest = values[at];
        age[slot] = seasons;
      }
      last[slot] = nearest;
    }
    double[][] errors = SeasonalErrors.of(values, m);
    boolean assumed = errors.length == 0 || errors[0].length < 2;
    if (errors.length == 0) {
      double[] steps = SeasonalErrors.differences(values, 1, 1);
      errors = new double[][] {steps.length > 0 ? steps : new double[] {guess(nearest)}};
    }
    double sum = 0;
    for (double error : errors[0]) {
      sum += error * error;
    }
    return new SeasonalNaiveFit(
        m, method.analytic(), last, age, 0, errors, sum / errors[0].length, assumed, values);
  }

  /** Without any pair of values the only scale known is that of the value itself. */
  private static double guess(double value) {
    return value == 0 ? 1 : Math.abs(value);
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    int season = in.number();
    boolean analytic = in.flag();
    double[] last = in.values();
    int[] age = in.numbers();
    int next = in.number();
    double[][] errors = new double[in.number()][];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = in.values();
    }
    return new SeasonalNaiveFit(
        season, analytic, last, age, next, errors, in.value(), in.flag(), new double[0]);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).number(season).flag(analytic).values(last).numbers(age).number(next);
    out.number(errors.length);
    for (double[] set : errors) {
      out.values(set);
    }
    out.value(sigma2).flag(assumed);
  }

  @Override
  public String method() {
    return season == 1 ? "naive" : "seasonal-naive(" + season + ")";
  }

  @Override
  public int season() {
    return season;
  }

  @Override
  public Result forecast(int horizon) {
    double[] mean = new double[horizon];
    double[] scale = new double[horizon];
    int[] set = new int[horizon];
    double sigma = Math.sqrt(sigma2);
    for (int step = 0; step < horizon; step++) {
      int slot = (next + step) % season;
      mean[step] = last[slot];
      int seasons = 1 + step / season + age[slot];
      int used = analytic ? 1 : Math.min(seasons, errors.length);
      set[step] = used - 1;
      scale[step] = Math.sqrt((double) seasons / used) * (analytic ? sigma : 1);
    }
    Spread spread =
        analytic
            ? new Spread.Gaussian(mean, scale)
            : new Spread.Empirical(mean, errors, set, scale);
    return Forecast.of(method(), mean, spread, assumed);
  }

  @Override
  public Fitted update(double value) {
    double[] newLast = last.clone();
    int[] newAge = age;
    if (Double.isFinite(value)) {
      newLast[next] = value;
      if (age[next] != 0) {
        newAge = age.clone();
        newAge[next] = 0;
      }
    } else {
      newAge = age.clone();
      newAge[next]++;
    }
    return new SeasonalNaiveFit(
        season, analytic, newLast, newAge, (next + 1) % season, errors, sigma2, assumed, history);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] sorted = new double[errors.length][];
    for (int k = 0; k < sorted.length; k++) {
      sorted[k] = errors[k].clone();
      Arrays.sort(sorted[k]);
    }
    double sigma = Math.sqrt(sigma2);
    double[][] values = new double[count][horizon];
    double[] walks = new double[Math.min(season, horizon)];
    for (double[] path : values) {
      Arrays.fill(walks, 0);
      for (int step = 0; step < horizon; step++) {
        int slot = (next + step) % season;
        int seasons = 1 + step / season + age[slot];
        int place = step % season;
        walks[place] += Math.sqrt(step < season ? seasons : 1) * random.nextGaussian();
        path[step] = last[slot] + error(sorted, seasons, walks[place], sigma);
      }
    }
    return new Paths(values);
  }

  /** Errors over several seasons spread as the intervals say and hang together as a walk does. */
  private double error(double[][] sorted, int seasons, double walk, double sigma) {
    if (analytic) {
      return sigma * walk;
    }
    int used = Math.min(seasons, sorted.length);
    double p = Math.clamp(Normal.cdf(walk / Math.sqrt(seasons)), LEAST_P, 1 - LEAST_P);
    return Math.sqrt((double) seasons / used) * Quantiles.ofSortedErrors(sorted[used - 1], p);
  }

  @Override
  public InSample inSample() {
    double[] fitted = new double[history.length];
    Arrays.fill(fitted, 0, Math.min(season, fitted.length), Double.NaN);
    for (int i = season; i < fitted.length; i++) {
      fitted[i] = history[i - season];
    }
    return InSample.of(history, fitted);
  }

  @Override
  public Criteria criteria() {
    return Criteria.none(sigma2);
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of();
  }

  @Override
  public String explain() {
    return (season == 1
            ? "Every step is forecast as the last value seen."
            : "Every step is forecast as the last value seen at the same place in the season of "
                + season
                + " steps.")
        + (assumed
            ? " There is less than one season of past errors, so the intervals are assumed."
            : " Intervals come from " + Shown.count(errors[0].length, "past error") + ".");
  }

  @Override
  public boolean assumed() {
    return assumed;
  }
}
