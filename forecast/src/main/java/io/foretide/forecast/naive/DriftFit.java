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
 * A fitted {@link Drift}. A jump over missing steps counts as that many equal steps.
 *
 * @param first first value seen
 * @param last last value seen
 * @param span steps between them
 * @param gap steps since the last value
 * @param jumps number of differences between neighbouring known values
 * @param squares sum over jumps of squared change divided by steps
 * @param history training values
 */
@SuppressWarnings("ArrayRecordComponent")
public record DriftFit(
    double first, double last, long span, long gap, long jumps, double squares, double[] history)
    implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "drift";

  static Fitted of(double[] values) {
    DriftFit fit = new DriftFit(Double.NaN, Double.NaN, 0, 0, 0, 0, values);
    for (double value : values) {
      fit = fit.update(value);
    }
    return fit;
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    return new DriftFit(
        in.value(),
        in.value(),
        (long) in.value(),
        (long) in.value(),
        (long) in.value(),
        in.value(),
        new double[0]);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).value(first).value(last).value(span).value(gap).value(jumps).value(squares);
  }

  @Override
  public DriftFit update(double value) {
    if (!Double.isFinite(value)) {
      return new DriftFit(
          first, last, span, !Double.isNaN(first) ? gap + 1 : 0, jumps, squares, history);
    }
    if (Double.isNaN(first)) {
      return new DriftFit(value, value, 0, 0, 0, 0, history);
    }
    double change = value - last;
    long steps = gap + 1;
    return new DriftFit(
        first, value, span + steps, 0, jumps + 1, squares + change * change / steps, history);
  }

  @Override
  public String method() {
    return "drift";
  }

  @Override
  public int season() {
    return 1;
  }

  private double slope() {
    return span == 0 ? 0 : (last - first) / span;
  }

  private double variance() {
    if (assumed()) {
      return last == 0 ? 1 : last * last;
    }
    double about = squares - slope() * (last - first);
    return Math.max(0, about) / (jumps - 1);
  }

  @Override
  public Result forecast(int horizon) {
    double[] mean = new double[horizon];
    double[] sd = new double[horizon];
    double slope = slope();
    double variance = variance();
    double slopeVariance = span == 0 ? 0 : variance / span;
    for (int step = 0; step < horizon; step++) {
      double ahead = step + 1.0 + gap;
      mean[step] = last + ahead * slope;
      sd[step] = Math.sqrt(ahead * variance + ahead * ahead * slopeVariance);
    }
    return Forecast.of(method(), mean, new Spread.Gaussian(mean, sd), assumed());
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double sd = Math.sqrt(variance());
    double slopeSd = span == 0 ? 0 : sd / Math.sqrt(span);
    double[][] values = new double[count][horizon];
    for (double[] path : values) {
      double slope = slope() + slopeSd * random.nextGaussian();
      double at = last + gap * slope + sd * Math.sqrt(gap) * random.nextGaussian();
      for (int step = 0; step < horizon; step++) {
        at += slope + sd * random.nextGaussian();
        path[step] = at;
      }
    }
    return new Paths(values);
  }

  @Override
  public InSample inSample() {
    double[] fitted = new double[history.length];
    Arrays.fill(fitted, Double.NaN);
    for (int i = 1; i < fitted.length; i++) {
      fitted[i] = history[i - 1] + slope();
    }
    return InSample.of(history, fitted);
  }

  @Override
  public Criteria criteria() {
    return Criteria.none(variance());
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("drift", slope());
  }

  @Override
  public String explain() {
    return "The last value " + Shown.of(last) + " goes on by " + Shown.of(slope()) + " per step.";
  }

  @Override
  public boolean assumed() {
    return jumps < 2;
  }
}
