package io.foretide.app.telemetry;

import io.foretide.core.execute.TaskExecution;
import java.util.Locale;

/**
 * A step that a task took.
 *
 * @param start epoch nanoseconds
 * @param nanos how long it took
 */
record Step(TaskExecution.Step step, long start, long nanos) {
  String name() {
    return step.name().toLowerCase(Locale.ROOT);
  }
}
