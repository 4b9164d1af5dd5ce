package io.foretide.models.forecast;

import io.foretide.forecast.Forecaster;
import io.foretide.models.window.Buckets;

/**
 * A method of the forecast library.
 *
 * @param words what it is, for people
 * @param forecaster the method with its settings
 * @param least usable values that it needs in its window
 */
record FittedMethod(String words, Forecaster forecaster, int least) implements ForecastMethod {
  @Override
  public boolean fitted() {
    return true;
  }

  @Override
  public Rolling over(ForecastSettings settings, Buckets buckets, Fits.Of fits) {
    return new RollingFit(this, settings, buckets, fits);
  }
}
