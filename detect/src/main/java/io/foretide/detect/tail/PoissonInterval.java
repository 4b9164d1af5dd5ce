package io.foretide.detect.tail;

/**
 * The exact interval for the mean of a Poisson variable (Garwood 1936).
 *
 * @param low lower end
 * @param high upper end
 */
public record PoissonInterval(double low, double high) {

  /** The interval for the mean, given a count, at a level such as 0.95. */
  public static PoissonInterval of(long count, double level) {
    double side = (1 - level) / 2;
    double low = count == 0 ? 0 : Gamma.quantile(side, count);
    return new PoissonInterval(low, Gamma.quantile(1 - side, count + 1.0));
  }

  /** Whether a mean lies inside. */
  public boolean contains(double mean) {
    return mean >= low && mean <= high;
  }
}
