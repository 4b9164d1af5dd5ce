package io.foretide.app.config;

import io.foretide.core.execute.ExecutorSettings;
import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;

/**
 * The {@code executor} section.
 *
 * @param instances executors of this process, each a member of the queue's group of its own; where
 *     tasks wait in memory there is one
 * @param permits most tasks of an executor at a time
 * @param computeThreads threads that run models
 * @param taskTimeout longest a task may run, nanoseconds
 * @param refuseOverload whether a model with which this process could not keep up is refused
 * @param drainTimeout longest a stop waits for running tasks, nanoseconds
 */
public record ExecutorConfig(
    int instances,
    int permits,
    int computeThreads,
    boolean refuseOverload,
    long taskTimeout,
    long drainTimeout) {
  static ExecutorConfig read(Settings s, int processors) {
    s.obsolete("instance_name", "use scheduler.name");
    s.obsolete("restart_interval_sec", "the process never needs a restart");
    return new ExecutorConfig(
        (int) s.integer("instance_count", 1, 1, 64),
        (int) s.integer("permits", ExecutorSettings.DEFAULT.maxTasks(), 1, 10_000),
        (int) s.integer("compute_threads", processors, 1, 1_000),
        s.flag("refuse_overload", true),
        s.duration(
            "task_timeout", ExecutorSettings.DEFAULT.taskTimeout(), Instants.SECOND, Instants.DAY),
        s.duration("drain_timeout", 10 * Instants.SECOND, 0, Instants.HOUR));
  }

  /** What the engine is told of an executor. */
  public ExecutorSettings limits(String name, SchedulerSettings scheduler) {
    return new ExecutorSettings(
        name, permits, taskTimeout, scheduler.claimTimeout(), scheduler.maxLosses());
  }
}
