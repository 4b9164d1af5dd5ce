package io.foretide.forecast;

/**
 * Fit criteria.
 *
 * @param logLikelihood full Gaussian log-likelihood, constants included
 * @param parameters number of estimated parameters, the variance included
 * @param observations number of values that the likelihood covers
 * @param sigma2 one-step error variance (relative variance for multiplicative errors)
 */
public record Criteria(double logLikelihood, int parameters, int observations, double sigma2) {

  /** For methods without a likelihood. */
  public static Criteria none(double sigma2) {
    return new Criteria(Double.NaN, 0, 0, sigma2);
  }

  /** Akaike's criterion. */
  public double aic() {
    return -2 * logLikelihood + 2.0 * parameters;
  }

  /** Akaike's criterion corrected for short series; infinite where the series is too short. */
  public double aicc() {
    double free = observations - parameters - 1.0;
    return free > 0
        ? aic() + 2.0 * parameters * (parameters + 1) / free
        : Double.isNaN(logLikelihood) ? Double.NaN : Double.POSITIVE_INFINITY;
  }

  /** Schwarz's criterion. */
  public double bic() {
    return -2 * logLikelihood + parameters * Math.log(observations);
  }
}
