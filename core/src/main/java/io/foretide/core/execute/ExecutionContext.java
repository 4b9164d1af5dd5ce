package io.foretide.core.execute;

import io.foretide.core.clock.ClockGuard;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.schedule.PlanSource;
import io.foretide.core.schedule.Release;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What an execution works with.
 *
 * @param clock the believed clock
 * @param claims who may commit
 * @param coverage where outcomes become durable
 * @param models looks models up
 * @param providers reads, runs, writes
 * @param settings limits
 * @param report is told how a task came back
 * @param fatal is told when nothing can go on
 * @param training what trainings and trained revisions work with
 */
public record ExecutionContext(
    ClockGuard clock,
    Claims claims,
    CoverageStore coverage,
    PlanSource models,
    Providers providers,
    ExecutorSettings settings,
    BiConsumer<Task, Release> report,
    Consumer<Throwable> fatal,
    TrainingContext training) {}
