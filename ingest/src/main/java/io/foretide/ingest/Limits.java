package io.foretide.ingest;

import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import org.jspecify.annotations.Nullable;

/**
 * Which points are taken.
 *
 * @param maxFuture how far a point's time may lie after the clock's, nanoseconds
 */
public record Limits(long maxFuture) {
  /** Up to a day ahead. */
  public static final Limits DEFAULT = new Limits(Instants.DAY);

  public Limits {
    if (maxFuture < 0) {
      throw new IllegalArgumentException(
          "max_future "
              + Durations.format(maxFuture)
              + " is below zero: expected a duration such as 1d");
    }
  }

  /** The last instant that is taken now. */
  public long latest(WallClock clock) {
    return Instants.plus(clock.now(), maxFuture);
  }

  /**
   * Why a time is refused, or null if it is taken.
   *
   * @param latest of {@link #latest}
   */
  public @Nullable String refuse(long time, long latest) {
    if (time <= latest) {
      return null;
    }
    return "time "
        + Instants.format(time)
        + " lies more than "
        + Durations.format(maxFuture)
        + " ahead of the clock: correct the sender's clock";
  }

  /** Why a time that nanoseconds in 64 bits cannot hold is refused. */
  public static String outside(String time) {
    return "time " + time + " is outside what can be stored: expected 1677-09-22 to 2262-04-11";
  }
}
