package io.foretide.core.sensor;

import java.util.Map;

/**
 * What is known of a series.
 *
 * @param name its unique name
 * @param points how many points are stored; -1 if the provider cannot say cheaply
 * @param first time of the earliest point, epoch nanoseconds; {@link Long#MAX_VALUE} if none
 * @param last time of the latest point; {@link Long#MIN_VALUE} if none
 * @param attributes unit, description, asset and the like, by name
 */
public record SeriesInfo(
    String name, long points, long first, long last, Map<String, String> attributes) {
  public SeriesInfo {
    attributes = Map.copyOf(attributes);
  }

  public boolean hasPoints() {
    return last >= first;
  }
}
