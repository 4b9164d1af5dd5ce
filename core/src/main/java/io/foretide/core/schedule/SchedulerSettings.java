package io.foretide.core.schedule;

import io.foretide.core.time.Instants;
import java.util.random.RandomGenerator;

/**
 * Limits of planning. Times in nanoseconds.
 *
 * @param maxInFlight most tasks in flight over all models
 * @param claimTimeout an owner that has not renewed its claim for this long is taken for gone
 * @param queueTimeout a task that nobody took for this long is sent again
 * @param maxLosses a cell whose executor was lost this often is failed as poison; a task of many
 *     cells is halved instead
 * @param backoffFirst first pause after a transient error
 * @param backoffMax longest pause
 * @param runAtOnce true plans at start, false first at the next tick of each model's grid
 */
public record SchedulerSettings(
    int maxInFlight,
    long claimTimeout,
    long queueTimeout,
    int maxLosses,
    long backoffFirst,
    long backoffMax,
    boolean runAtOnce) {
  public static final SchedulerSettings DEFAULT =
      new SchedulerSettings(
          512,
          Instants.MINUTE,
          10 * Instants.MINUTE,
          3,
          Instants.SECOND,
          2 * Instants.MINUTE,
          true);

  /** Doubles from the first pause to the longest, then a random half to whole of it. */
  long backoff(int tries, RandomGenerator random) {
    long pause = backoffFirst << Math.min(20, tries - 1);
    pause = pause <= 0 ? backoffMax : Math.min(pause, backoffMax);
    return pause / 2 + random.nextLong(pause / 2 + 1);
  }
}
