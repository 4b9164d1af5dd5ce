package io.foretide.forecast.naive;

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
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A fitted {@link MeanForecaster}.
 *
 * @param count values seen
 * @param mean their mean
 * @param squares sum of squared deviations from the mean
 * @param history training values
 */
@SuppressWarnings("ArrayRecordComponent")
public record MeanFit(long count, double mean, double squares, double[] history) implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "mean";

  static Fitted of(double[] values) {
    MeanFit fit = new MeanFit(0, 0, 0, values);
    for (double value : values) {
      fit = fit.update(value);
    }
    return fit;
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    return new MeanFit((long) in.value(), in.value(), in.value(), new double[0]);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).value(count).value(mean).value(squares);
  }

  @Override
  public MeanFit update(double value) {
    if (!Double.isFinite(value)) {
      return this;
    }
    double step = value - mean;
    double moved = mean + step / (count + 1);
    return new MeanFit(count + 1, moved, squares + step * (value - moved), history);
  }

  @Override
  public String method() {
    return "mean";
  }

  @Override
  public int season() {
    return 1;
  }

  private double sd() {
    if (assumed()) {
      return mean == 0 ? 1 : Math.abs(mean);
    }
    return Math.sqrt(squares / (count - 1) * (1 + 1.0 / count));
  }

  @Override
  public Result forecast(int horizon) {
    double[] means = new double[horizon];
    double[] sds = new double[horizon];
    Arrays.fill(means, mean);
    Arrays.fill(sds, sd());
    return Forecast.of(method(), means, new Spread.Gaussian(means, sds), assumed());
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[count][horizon];
    for (double[] path : values) {
      for (int step = 0; step < horizon; step++) {
        path[step] = mean + sd() * random.nextGaussian();
      }
    }
    return new Paths(values);
  }

  @Override
  public InSample inSample() {
    double[] fitted = new double[history.length];
    Arrays.fill(fitted, mean);
    return InSample.of(history, fitted);
  }

  @Override
  public Criteria criteria() {
    return Criteria.none(squares / Math.max(1, count - 1));
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("mean", mean);
  }

  @Override
  public String explain() {
    return "Every step is forecast as the mean of "
        + Shown.count(count, "value")
        + ", "
        + Shown.of(mean)
        + ".";
  }

  @Override
  public boolean assumed() {
    return count < 2;
  }
}
