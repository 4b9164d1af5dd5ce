package io.foretide.core.execute;

import io.foretide.core.time.Instants;

/**
 * Limits of executing. Times in nanoseconds.
 *
 * @param name of this executor, part of its claims' owner
 * @param maxTasks most tasks at a time
 * @param taskTimeout a task that runs longer is interrupted and put off
 * @param claimTimeout for how long a renewed claim stands; renewed three times as often
 * @param maxLosses a single interval whose executor was lost more often is failed as poison
 */
public record ExecutorSettings(
    String name, int maxTasks, long taskTimeout, long claimTimeout, int maxLosses) {
  public static final ExecutorSettings DEFAULT =
      new ExecutorSettings("executor", 256, 10 * Instants.MINUTE, Instants.MINUTE, 3);
}
