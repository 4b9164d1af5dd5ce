package io.foretide.core.engine;

import io.foretide.core.clock.ClockMemory;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.event.EventLog;
import io.foretide.core.execute.ExecutorSettings;
import io.foretide.core.execute.Providers;
import io.foretide.core.execute.TaskWatch;
import io.foretide.core.model.ModelStore;
import io.foretide.core.process.Alone;
import io.foretide.core.process.Peers;
import io.foretide.core.rollout.RolloutSources;
import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.task.Claims;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.WallClock;
import io.foretide.core.training.TrainingParts;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What an engine is made of.
 *
 * @param clock the machine's clock
 * @param clockRules when a step of it holds planning
 * @param clockMemory the highest time over restarts
 * @param models the models
 * @param coverage the coverage
 * @param claims shared with the coverage store
 * @param queue carries tasks
 * @param providers read, run and write
 * @param series which series exist
 * @param events for people
 * @param history of runs
 * @param rollouts what they are kept in and judged from
 * @param training what models are trained with
 * @param scheduling limits
 * @param executing limits
 * @param computeThreads platform threads that run models
 * @param random for jitter
 * @param peers the other processes
 * @param fatal is told when nothing can go on; called from any thread
 * @param watch is told how tasks go
 */
public record EngineParts(
    WallClock clock,
    ClockRules clockRules,
    ClockMemory clockMemory,
    ModelStore models,
    CoverageStore coverage,
    Claims claims,
    TaskQueue queue,
    Providers providers,
    SensorInformationProvider series,
    EventLog events,
    RunHistory history,
    RolloutSources rollouts,
    TrainingParts training,
    SchedulerSettings scheduling,
    ExecutorSettings executing,
    int computeThreads,
    RandomGenerator random,
    Peers peers,
    Consumer<Throwable> fatal,
    TaskWatch watch) {
  /** Of a process that is alone, without anybody who is told how tasks go. */
  public EngineParts(
      WallClock clock,
      ClockRules clockRules,
      ClockMemory clockMemory,
      ModelStore models,
      CoverageStore coverage,
      Claims claims,
      TaskQueue queue,
      Providers providers,
      SensorInformationProvider series,
      EventLog events,
      RunHistory history,
      RolloutSources rollouts,
      TrainingParts training,
      SchedulerSettings scheduling,
      ExecutorSettings executing,
      int computeThreads,
      RandomGenerator random,
      Consumer<Throwable> fatal) {
    this(
        clock,
        clockRules,
        clockMemory,
        models,
        coverage,
        claims,
        queue,
        providers,
        series,
        events,
        history,
        rollouts,
        training,
        scheduling,
        executing,
        computeThreads,
        random,
        Alone.unnamed(clock),
        fatal,
        TaskWatch.NONE);
  }
}
