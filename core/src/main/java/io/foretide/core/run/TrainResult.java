package io.foretide.core.run;

import java.util.Map;

/**
 * What a training learned.
 *
 * @param artifact the provider's own bytes, with their own version inside
 * @param metrics how good it is on data that it has not seen, by name; those that could not be
 *     computed are left out
 * @param points values that were learned from
 * @param work values that went through a fit, over all fits
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainResult(byte[] artifact, Map<String, Double> metrics, long points, long work) {
  public TrainResult {
    metrics = Map.copyOf(metrics);
  }
}
