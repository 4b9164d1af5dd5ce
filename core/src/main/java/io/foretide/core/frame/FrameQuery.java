package io.foretide.core.frame;

import io.foretide.core.time.Range;
import java.util.List;

/**
 * A wish for data.
 *
 * @param series the wanted columns, in order
 * @param range the wanted instants
 * @param step bucket length in nanoseconds; 0 asks for the raw points, joined on equal times
 * @param aggregation how points of one bucket are combined; ignored for raw points
 */
public record FrameQuery(List<String> series, Range range, long step, Aggregation aggregation) {
  public FrameQuery {
    series = List.copyOf(series);
    if (step < 0) {
      throw new IllegalArgumentException("step " + step + " ns is below zero: expected 0 or more");
    }
  }

  public static FrameQuery raw(List<String> series, Range range) {
    return new FrameQuery(series, range, 0, Aggregation.MEAN);
  }
}
