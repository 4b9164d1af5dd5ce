package io.foretide.models.forecast;

import io.foretide.models.window.Buckets;

/**
 * A virtual sensor: what the first series should read now, from what the others read.
 *
 * @param lags earlier values of the others that are used, 0 for the present only
 */
record EstimateMethod(int lags) implements ForecastMethod {
  @Override
  public String words() {
    return "a virtual sensor";
  }

  @Override
  public boolean fitted() {
    return true;
  }

  @Override
  public Rolling over(ForecastSettings settings, Buckets buckets, Fits.Of fits) {
    return new RollingEstimate(this, settings, buckets);
  }
}
