package io.foretide.forecast.inputs;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Result;
import java.util.Map;

/** A model of one sensor that reads others. Immutable and thread-safe. */
public interface InputFitted extends Fitted {

  /**
   * Forecasts.
   *
   * @param horizon steps ahead
   * @param future one row per input; rows of known inputs hold at least the steps that already act
   *     within the horizon, rows of past inputs are not read
   * @return a refusal that names the input and the step where a value of a known input is missing
   */
  Result forecast(int horizon, double[][] future);

  /**
   * Moves forward by one step with everything learned unchanged. A missing input is taken to stay
   * as it was.
   *
   * @param inputs value of each input
   */
  InputFitted update(double value, double[] inputs);

  /** Draws joint trajectories; none where the forecast is refused. */
  Paths paths(int horizon, double[][] future, int count, long seed);

  /**
   * What makes up the point forecast of one step: what is usual, and what each part adds to it. The
   * parts sum to the forecast. Empty where there is no forecast.
   *
   * @param step steps ahead, 1 for the next one
   * @param future as for {@link #forecast(int, double[][])}
   */
  Map<String, Double> contributions(int step, double[][] future);

  /** Dead time of each input in steps, given or estimated. */
  int[] deadTimes();
}
