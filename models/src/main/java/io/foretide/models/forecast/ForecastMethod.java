package io.foretide.models.forecast;

import io.foretide.models.window.Buckets;

/** A way to forecast, with its own settings. Immutable. */
interface ForecastMethod {
  /** What it is, for people, in the middle of a sentence. */
  String words();

  /** Whether it is fitted at fixed instants and moved forward between them. */
  boolean fitted();

  /**
   * Starts over the buckets of one request.
   *
   * @param settings of the model
   * @param buckets from at least {@link ForecastSettings#reach} before the first origin
   * @param fits where fits that were made before may be found
   */
  Rolling over(ForecastSettings settings, Buckets buckets, Fits.Of fits);
}
