package io.foretide.hub.enodo.data;

import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;

/**
 * How often a series has points, and so in which steps it is read. Durations are nanoseconds.
 *
 * @param interval mean time between two points
 * @param step length of the buckets
 */
record Rhythm(long interval, long step) {
  private static final long USUAL = 10 * Instants.MINUTE;

  /** Seconds; those up to an hour divide it. */
  private static final long[] STEPS = {
    1,
    2,
    5,
    10,
    15,
    20,
    30,
    60,
    120,
    180,
    240,
    300,
    600,
    900,
    1_200,
    1_800,
    3_600,
    7_200,
    10_800,
    14_400,
    21_600,
    28_800,
    43_200,
    86_400,
    7 * 86_400
  };

  static Rhythm of(SeriesInfo info) {
    if (info.points() < 2 || info.last() <= info.first()) {
      return new Rhythm(USUAL, USUAL);
    }
    long interval = Math.max(1, (info.last() - info.first()) / (info.points() - 1));
    for (long seconds : STEPS) {
      if (seconds * Instants.SECOND >= interval * 0.9) {
        return new Rhythm(interval, seconds * Instants.SECOND);
      }
    }
    return new Rhythm(interval, STEPS[STEPS.length - 1] * Instants.SECOND);
  }

  /** The least whole number of steps that is no shorter. */
  long whole(long duration) {
    return Math.max(1, Math.ceilDiv(duration, step)) * step;
  }
}
