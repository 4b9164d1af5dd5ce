package io.foretide.forecast.intermittent;

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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A fitted {@link Intermittent}.
 *
 * @param fading whether the probability fades at every step
 * @param sizeWeight smoothing weight of sizes
 * @param rateWeight smoothing weight of the probability or of the interval
 * @param size smoothed size of non-zero values
 * @param rate smoothed probability, or smoothed interval in steps
 * @param since steps since the last non-zero value
 * @param sizes non-zero values of the training data, ascending
 * @param observed training values
 * @param fitted one-step forecasts over them
 */
@SuppressWarnings("ArrayRecordComponent")
public record IntermittentFit(
    boolean fading,
    double sizeWeight,
    double rateWeight,
    double size,
    double rate,
    int since,
    double[] sizes,
    double[] observed,
    double[] fitted)
    implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "intermittent";

  private static final double[] WEIGHTS = {0.02, 0.05, 0.1, 0.15, 0.2};
  private static final double[] NONE = {};
  private static final int LEAST_SIZES = 4;
  private static final int DRAWS = 2000;
  private static final long SEED = 19_720_101L;

  static Fitted of(Intermittent method, double[] y) {
    double[] sizes = Arrays.stream(y).filter(v -> v != 0 && !Double.isNaN(v)).sorted().toArray();
    int usable = 0;
    for (double value : y) {
      usable += Double.isNaN(value) ? 0 : 1;
    }
    double mean = Arrays.stream(sizes).average().orElse(0);
    double share = (double) sizes.length / usable;
    double rate = method.fading() ? share : share > 0 ? 1 / share : usable + 1;
    IntermittentFit best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double a : WEIGHTS) {
      for (double b : WEIGHTS) {
        IntermittentFit fit =
            new IntermittentFit(method.fading(), a, b, mean, rate, 0, sizes, y, NONE);
        double[] fitted = new double[y.length];
        double sum = 0;
        for (int t = 0; t < y.length; t++) {
          fitted[t] = fit.mean();
          double e = y[t] - fitted[t];
          sum += Double.isNaN(e) ? 0 : e * e;
          fit = fit.update(y[t]);
        }
        // A faster weight must earn its noise.
        if (sum < 0.99 * least) {
          least = sum;
          best = fit.with(fitted);
        }
      }
    }
    return java.util.Objects.requireNonNull(best);
  }

  private IntermittentFit with(double[] values) {
    return new IntermittentFit(
        fading, sizeWeight, rateWeight, size, rate, since, sizes, observed, values);
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    return new IntermittentFit(
        in.flag(),
        in.value(),
        in.value(),
        in.value(),
        in.value(),
        in.number(),
        in.values(),
        NONE,
        NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).flag(fading).value(sizeWeight).value(rateWeight).value(size).value(rate);
    out.number(since).values(sizes);
  }

  /** Probability of a non-zero value. */
  private double probability() {
    return Math.max(0, Math.min(1, fading ? rate : rate > 0 ? 1 / rate : 0));
  }

  private double mean() {
    return fading ? rate * size : rate > 0 ? (1 - rateWeight / 2) * size / rate : 0;
  }

  @Override
  public IntermittentFit update(double value) {
    if (!Double.isFinite(value)) {
      return this;
    }
    boolean hit = value != 0;
    double newSize = hit ? size + sizeWeight * (value - size) : size;
    double newRate = rate;
    if (fading) {
      newRate = rate + rateWeight * ((hit ? 1 : 0) - rate);
    } else if (hit) {
      newRate = rate + rateWeight * (since + 1 - rate);
    }
    return new IntermittentFit(
        fading,
        sizeWeight,
        rateWeight,
        newSize,
        newRate,
        hit ? 0 : since + 1,
        sizes,
        observed,
        fitted);
  }

  @Override
  public String method() {
    return fading ? "tsb" : "croston";
  }

  @Override
  public int season() {
    return 1;
  }

  @Override
  public Result forecast(int horizon) {
    double[] mean = new double[horizon];
    Arrays.fill(mean, mean());
    double[] sorted = paths(1, DRAWS, SEED).sorted(0);
    double[][] steps = new double[horizon][];
    Arrays.fill(steps, sorted);
    return Forecast.of(method(), mean, new Spread.Simulated(steps), assumed());
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double middle = Arrays.stream(sizes).average().orElse(0);
    double[][] values = new double[count][horizon];
    for (double[] path : values) {
      for (int h = 0; h < horizon; h++) {
        boolean hit = sizes.length > 0 && random.nextDouble() < probability();
        // Sizes keep their past shape, moved to their present level.
        path[h] = hit ? sizes[random.nextInt(sizes.length)] * (middle == 0 ? 1 : size / middle) : 0;
      }
    }
    return new Paths(values);
  }

  @Override
  public InSample inSample() {
    return observed.length == 0 ? InSample.none() : InSample.of(observed, fitted.clone());
  }

  @Override
  public Criteria criteria() {
    return Criteria.none(Double.NaN);
  }

  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("size", size);
    map.put("probability", probability());
    map.put("size weight", sizeWeight);
    map.put("rate weight", rateWeight);
    return map;
  }

  @Override
  public String explain() {
    return "A value other than zero comes with probability "
        + Shown.of(probability())
        + " per step and is then about "
        + Shown.of(size)
        + ".";
  }

  @Override
  public boolean assumed() {
    return sizes.length < LEAST_SIZES;
  }
}
