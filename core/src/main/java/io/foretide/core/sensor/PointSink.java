package io.foretide.core.sensor;

import io.foretide.core.frame.PointBatch;

/** Takes points in. Thread-safe. */
public interface PointSink {
  /**
   * Stores points; a series is made at its first point, a duplicate time overwrites. Infinite
   * values are refused by the callers; NaN removes nothing and is skipped.
   *
   * @return once the points are durable
   * @throws Busy if the buffer is full: nothing was stored
   */
  Written write(PointBatch batch) throws Busy;

  /**
   * @param points how many points the batch held
   * @param changed how many of them were new or had another value
   */
  record Written(long points, long changed) {}

  /** The buffer is full; try again after {@link #retryAfter} nanoseconds. */
  final class Busy extends Exception {
    private static final long serialVersionUID = 1L;
    private final long retryAfter;

    public Busy(String message, long retryAfter) {
      super(message, null, false, false);
      this.retryAfter = retryAfter;
    }

    public long retryAfter() {
      return retryAfter;
    }
  }
}
