package io.foretide.detect.tail;

/**
 * The generalised Pareto distribution of what exceeds a high threshold (Coles, "An Introduction to
 * Statistical Modeling of Extreme Values", chapter 4).
 *
 * @param shape positive for heavy tails, kept within -0.4 to 0.4
 * @param scale above 0
 */
public record GeneralisedPareto(double shape, double scale) {

  /** How many exceedances the prior belief in an exponential tail is worth. */
  private static final double PRIOR = 40;

  /**
   * Probability-weighted moments (Hosking and Wallis 1987), better than likelihood for the few
   * exceedances there are; the shape is drawn towards 0 where they are few.
   *
   * @param descending exceedances above 0, largest first, at least 2
   */
  public static GeneralisedPareto fit(double[] descending) {
    int n = descending.length;
    double mean = 0;
    double weighted = 0;
    for (int i = 0; i < n; i++) {
      mean += descending[i] / n;
      weighted += descending[i] * i / ((n - 1.0) * n);
    }
    // weighted estimates E[X (1 - F)]: the largest has weight 0.
    double shape = 2 - mean / (mean - 2 * weighted);
    shape = Double.isNaN(shape) ? 0 : Math.clamp(shape, -0.4, 0.4) * n / (n + PRIOR);
    return new GeneralisedPareto(shape, Math.max(mean * (1 - shape), Double.MIN_NORMAL));
  }

  /** The exceedance that is itself exceeded with that probability. */
  public double exceededWith(double probability) {
    return Math.abs(shape) < 1e-9
        ? -scale * Math.log(probability)
        : scale / shape * (Math.pow(probability, -shape) - 1);
  }
}
