package io.foretide.forecast.bench;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Interval;
import io.foretide.forecast.auto.Auto;
import io.foretide.forecast.backtest.Accuracy;
import java.lang.management.ManagementFactory;

/**
 * What one method did on one series.
 *
 * @param scale the series that errors are scaled by
 * @param failed whether there was no forecast, or none of finite numbers
 * @param inside values inside the 95 % interval
 * @param points values that came
 * @param nanos processor time of fit and forecast
 */
record Outcome(
    Competition scale,
    boolean failed,
    double smape,
    double mase,
    double msis,
    int inside,
    int points,
    long nanos) {

  private static final double LEVEL = 95;

  /**
   * Fits and forecasts.
   *
   * @param seen the series with what the method may see
   * @param scale the series whose training part scales the errors
   */
  static Outcome of(Forecaster method, Competition seen, Competition scale) {
    int horizon = seen.test().length;
    Forecaster used = method instanceof Auto auto ? auto.forHorizon(horizon) : method;
    long start = cpu();
    if (!(used.fit(seen.train()).forecast(horizon) instanceof Forecast forecast)) {
      return new Outcome(scale, true, Double.NaN, Double.NaN, Double.NaN, 0, 0, cpu() - start);
    }
    Interval interval = forecast.interval(LEVEL);
    final long nanos = cpu() - start;
    boolean finite = true;
    int inside = 0;
    int points = 0;
    for (int h = 0; h < horizon; h++) {
      double y = seen.test()[h];
      double lower = interval.lower()[h];
      double upper = interval.upper()[h];
      finite &= Double.isFinite(forecast.mean(h)) && lower <= upper;
      if (!Double.isNaN(y)) {
        points++;
        inside += y >= lower && y <= upper ? 1 : 0;
      }
    }
    double[] train = scale.train();
    int m = scale.season();
    return new Outcome(
        scale,
        !finite,
        Accuracy.smape(seen.test(), forecast.mean()),
        Accuracy.mase(seen.test(), forecast.mean(), train, m),
        Accuracy.msis(seen.test(), interval.lower(), interval.upper(), LEVEL, train, m),
        inside,
        points,
        nanos);
  }

  /** Processor time of this thread, which other programs on the machine do not lengthen. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
