package io.foretide.models.forecast;

import io.foretide.models.window.Buckets;

/** Seasonal naive with empirical intervals over a sliding window. */
record SeasonalNaiveMethod() implements ForecastMethod {
  @Override
  public String words() {
    return "seasonal naive";
  }

  @Override
  public boolean fitted() {
    return false;
  }

  @Override
  public Rolling over(ForecastSettings settings, Buckets buckets, Fits.Of fits) {
    return new SlidingSeasonalNaive(settings, buckets);
  }
}
