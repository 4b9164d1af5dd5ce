package io.foretide.forecast;

/**
 * The answer to a request for a forecast: a {@link Forecast}, or a {@link Refused} that says why.
 */
public sealed interface Result permits Forecast, Refused {

  /** Point forecasts per step. A refusal throws {@link RefusedException}. */
  double[] mean();

  /**
   * Central prediction interval.
   *
   * @param level coverage in percent, between 0 and 100, such as 95
   * @throws RefusedException where this is a refusal
   */
  Interval interval(double level);

  /** The forecast itself, or a {@link RefusedException} that carries the refusal. */
  Forecast orThrow();
}
