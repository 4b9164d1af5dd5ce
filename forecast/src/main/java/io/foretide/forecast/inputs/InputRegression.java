package io.foretide.forecast.inputs;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.RefusedFit;
import io.foretide.forecast.scale.Intake;
import java.util.Arrays;
import java.util.List;

/**
 * Direct multi-step regression: each step ahead has a model of its own of the sensor's past, of the
 * past of inputs and of the given future of known ones. Without inputs it is a plain forecaster.
 *
 * @param inputs the other sensors
 * @param horizon steps ahead that are learned; longer forecasts are refused
 * @param lags own past values used
 * @param seasons periods in steps whose value a season ago is used too
 * @param learner what it learns with
 */
@SuppressWarnings("ArrayRecordComponent")
public record InputRegression(
    List<Input> inputs, int horizon, int lags, int[] seasons, Learner learner)
    implements Forecaster, InputForecaster {

  static final int LONGEST_DEAD_TIME = 48;
  private static final int LEAST_ROWS = 8;

  /** Checks the counts and keeps its own lists. */
  public InputRegression {
    inputs = List.copyOf(inputs);
    if (horizon < 1 || lags < 1) {
      throw new IllegalArgumentException(
          "Regression with horizon "
              + horizon
              + " and "
              + lags
              + " lags: expected 1 or more of each");
    }
    for (int season : seasons) {
      if (season < 1) {
        throw new IllegalArgumentException("Season " + season + ": expected 1 or more steps");
      }
    }
    seasons = Arrays.stream(seasons).filter(m -> m > 1).sorted().distinct().toArray();
  }

  /** With ridge regression and at most one season, 1 for none. */
  public InputRegression(List<Input> inputs, int horizon, int lags, int season) {
    this(inputs, horizon, lags, new int[] {season}, Learner.RIDGE);
  }

  /** The same with another learner. */
  public InputRegression with(Learner other) {
    return new InputRegression(inputs, horizon, lags, seasons, other);
  }

  @Override
  public String name() {
    return learner.name();
  }

  /** The first season, 1 where there is none. */
  int season() {
    return seasons.length == 0 ? 1 : seasons[0];
  }

  /** Fits without inputs; with declared ones it refuses. */
  @Override
  public Fitted fit(double[] values) {
    if (!inputs.isEmpty()) {
      return RefusedFit.of(
          this, values, inputs.size() + " inputs are declared", "their values: fit(y, x)");
    }
    int longest = seasons.length == 0 ? 0 : seasons[seasons.length - 1];
    int needed = Math.max(lags, longest) + horizon + LEAST_ROWS;
    return Intake.fit(this, values, needed, y -> fit(y, new double[0][]));
  }

  @Override
  public InputFit fit(double[] y, double[][] x) {
    check(inputs, y, x);
    return InputTraining.fit(this, y, x);
  }

  /** Throws where inputs are not as declared. */
  static void check(List<Input> inputs, double[] y, double[][] x) {
    if (x.length != inputs.size()) {
      throw new IllegalArgumentException(
          x.length + " input rows for " + inputs.size() + " declared inputs");
    }
    for (int k = 0; k < x.length; k++) {
      if (x[k].length != y.length) {
        throw new IllegalArgumentException(
            "Input '"
                + inputs.get(k).name()
                + "' has "
                + x[k].length
                + " values: expected "
                + y.length
                + ", as many as the sensor");
      }
    }
  }
}
