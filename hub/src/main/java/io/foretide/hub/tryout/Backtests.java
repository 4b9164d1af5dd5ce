package io.foretide.hub.tryout;

import io.foretide.hub.http.ApiError;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Tries methods on values that are known. Thread-safe. */
public interface Backtests {
  /** The methods that there are. */
  List<Method> methods();

  /**
   * Forecasts the end of a series again and again from its past and compares with what came; the
   * newest origins first.
   *
   * @param over whether to end with what is there
   * @throws ApiError naming the setting that does not fit
   */
  Result run(Wish wish, Values values, BooleanSupplier over);

  /** The methods of detecting that look at one series; they have no seasons. */
  List<Method> detectors();

  /**
   * Scores a series.
   *
   * @throws ApiError naming the setting that does not fit
   */
  Detection detect(DetectWish wish, Values values);

  /**
   * A detector to be tried.
   *
   * @param method name
   * @param parameters of the method; a number of rows may be a duration
   * @param train what it learns from: a share from the first value such as {@code 40%}, or a time;
   *     empty for the first half
   */
  record DetectWish(String method, Map<String, String> parameters, String train) {
    public DetectWish {
      parameters = Map.copyOf(parameters);
    }
  }

  /**
   * What a detector says of a series.
   *
   * @param learns whether it learned from the first rows, which have no score then
   * @param trained how many those are
   * @param settings parameters that a model file needs to do the same
   * @param seconds that it took
   * @param times of the rows, epoch nanoseconds
   * @param values NaN where there is none
   * @param scores 1 is the limit; NaN where there is none
   * @param expected NaN where there is none, as the two below
   * @param low below which the score is above 1
   * @param high above which the score is above 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Detection(
      boolean learns,
      int trained,
      Map<String, String> settings,
      double seconds,
      long[] times,
      double[] values,
      double[] scores,
      double[] expected,
      double[] low,
      double[] high) {
    public Detection {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * A method.
   *
   * @param seasons none, one or several
   */
  record Method(String name, String description, String seasons, List<Parameter> parameters) {}

  /** A setting of a method; {@code takes} says in words what it may be. */
  record Parameter(String name, String takes, String description) {}

  /**
   * What is to be tried.
   *
   * @param method beside the seasonal naive one
   * @param parameters of the method
   * @param season {@code auto}, {@code none}, or durations joined by commas
   * @param horizon a duration; empty for two seasons or ten steps
   * @param origins how many forecasts, a horizon apart
   */
  record Wish(
      String method, Map<String, String> parameters, String season, String horizon, int origins) {
    public Wish {
      parameters = Map.copyOf(parameters);
    }
  }

  /**
   * A series on an even grid.
   *
   * @param times rising by the step, epoch nanoseconds
   * @param values NaN where there is none
   * @param step nanoseconds
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Values(String series, long[] times, double[] values, long step) {}

  /**
   * What came of it.
   *
   * @param horizon steps
   * @param seasons steps
   * @param complete whether all origins were tried
   * @param scores the seasonal naive first
   * @param origins of the method in question, oldest first
   */
  record Result(
      int horizon,
      List<Integer> seasons,
      boolean complete,
      List<Score> scores,
      List<Origin> origins) {}

  /**
   * A method's figures, each a mean over origins; NaN where there is none.
   *
   * @param origins that it forecast from
   * @param refused origins at which it refused
   * @param why it refused; empty if it did not
   * @param mase mean absolute error over the seasonal naive error of the data before
   * @param smape symmetric mean absolute percentage error
   * @param coverage80 share of values inside of the 80 % interval
   * @param coverage95 the same of 95 %
   * @param seconds that it took
   */
  record Score(
      String method,
      int origins,
      int refused,
      String why,
      double mae,
      double mase,
      double smape,
      double coverage80,
      double coverage95,
      double seconds) {}

  /** One forecast. */
  @SuppressWarnings("ArrayRecordComponent")
  record Origin(int at, double[] mean, double[] low, double[] high) {}
}
