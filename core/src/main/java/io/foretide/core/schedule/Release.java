package io.foretide.core.schedule;

import io.foretide.core.time.RangeSet;

/**
 * How a task came back to the scheduler.
 *
 * @param kind what to do with the cells that did not end
 * @param cells those cells; empty if all ended
 * @param retryAfter nanoseconds to wait as the provider asked; 0 for the scheduler's own back-off
 * @param why in words
 */
public record Release(Kind kind, RangeSet cells, long retryAfter, String why) {
  /** What to do with cells that did not end. */
  public enum Kind {
    /** All ended. */
    DONE,
    /** Try again after a pause. */
    RETRY,
    /** Look at the model again, then plan again. */
    RELOAD
  }

  public static final Release DONE = new Release(Kind.DONE, RangeSet.empty(), 0, "");
}
