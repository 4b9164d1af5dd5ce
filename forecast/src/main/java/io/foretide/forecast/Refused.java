package io.foretide.forecast;

/**
 * A method declined to forecast.
 *
 * @param reason what is wrong, naming the value found
 * @param needs what would make it work
 */
public record Refused(String reason, String needs) implements Result {

  @Override
  public double[] mean() {
    throw new RefusedException(this);
  }

  @Override
  public Interval interval(double level) {
    throw new RefusedException(this);
  }

  @Override
  public Forecast orThrow() {
    throw new RefusedException(this);
  }
}
