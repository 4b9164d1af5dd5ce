package io.foretide.forecast;

/**
 * The fit over the training data.
 *
 * @param fitted one-step forecasts; NaN where the method has none yet
 * @param residuals observed minus fitted; NaN where either is missing
 */
@SuppressWarnings("ArrayRecordComponent")
public record InSample(double[] fitted, double[] residuals) {

  private static final double[] NONE = {};

  /** No in-sample values, as for a restored model. */
  public static InSample none() {
    return new InSample(NONE, NONE);
  }

  /** Residuals from observed and fitted values. */
  public static InSample of(double[] observed, double[] fitted) {
    double[] residuals = new double[observed.length];
    for (int i = 0; i < observed.length; i++) {
      residuals[i] = observed[i] - fitted[i];
    }
    return new InSample(fitted, residuals);
  }
}
