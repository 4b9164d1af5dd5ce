package io.foretide.forecast;

/**
 * Point forecasts with their uncertainty. Immutable and thread-safe.
 *
 * <p>Every figure is finite: where a method's arithmetic overflows, {@link #of} refuses instead.
 */
public final class Forecast implements Result {

  private final String method;
  private final double[] mean;
  private final Spread spread;
  private final boolean assumed;

  private Forecast(String method, double[] mean, Spread spread, boolean assumed) {
    this.method = method;
    this.mean = mean;
    this.spread = spread;
    this.assumed = assumed;
  }

  /**
   * A forecast, or a refusal where a point forecast is not finite.
   *
   * @param mean point forecasts; not copied
   * @param assumed true where the data does not support the spread
   */
  public static Result of(String method, double[] mean, Spread spread, boolean assumed) {
    for (double value : mean) {
      if (!Double.isFinite(value)) {
        return new Refused(
            method + " overflowed: its forecast is " + value, "values of smaller magnitude");
      }
    }
    return new Forecast(method, mean, spread, assumed);
  }

  /** The method that made the forecast. */
  public String method() {
    return method;
  }

  /** Number of steps. */
  public int horizon() {
    return mean.length;
  }

  @Override
  public double[] mean() {
    return mean.clone();
  }

  /** Point forecast of one step (0-based). */
  public double mean(int step) {
    return mean[step];
  }

  /** True where the data could not support the intervals, so that they were assumed. */
  public boolean assumed() {
    return assumed;
  }

  /** The distribution behind the intervals. */
  public Spread spread() {
    return spread;
  }

  /** Quantile of every step, {@code 0 < p < 1}. */
  public double[] quantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("Quantile " + p + ": expected a value between 0 and 1");
    }
    double[] out = new double[mean.length];
    spread.quantile(p, out);
    for (int i = 0; i < out.length; i++) {
      if (Double.isNaN(out[i])) {
        out[i] = mean[i];
      } else if (Double.isInfinite(out[i])) {
        out[i] = Math.copySign(Double.MAX_VALUE, out[i]);
      }
    }
    return out;
  }

  @Override
  public Interval interval(double level) {
    if (!(level > 0 && level < 100)) {
      throw new IllegalArgumentException(
          "Interval level " + level + ": expected a percentage between 0 and 100, such as 95");
    }
    double tail = (100 - level) / 200;
    double[] lower = quantile(tail);
    double[] upper = quantile(1 - tail);
    for (int i = 0; i < mean.length; i++) {
      lower[i] = Math.min(lower[i], mean[i]);
      upper[i] = Math.max(upper[i], mean[i]);
    }
    return new Interval(level, lower, upper);
  }

  @Override
  public Forecast orThrow() {
    return this;
  }
}
