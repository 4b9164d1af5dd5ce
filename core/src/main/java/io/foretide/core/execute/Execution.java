package io.foretide.core.execute;

import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;

/** A task on its way, one step at a time. Used by one thread at a time. */
public sealed interface Execution permits TaskExecution, TrainingExecution {
  /**
   * Begins a task of any kind.
   *
   * @param owner unique to this execution: a task that is delivered twice has two owners
   */
  static Execution of(ExecutionContext context, TaskQueue.Delivery delivery, String owner) {
    return delivery.task().lane() == Lane.TRAINING
        ? new TrainingExecution(context, delivery, owner)
        : new TaskExecution(context, delivery, owner);
  }

  Task task();

  TaskExecution.Step step();

  /** The model's name; empty until it was looked up. */
  String modelName();

  /** What came of the task so far, in words; empty while nothing did. */
  String outcome();

  /** Extends the claim; false if it is lost, and the execution had better stop. */
  boolean renew();

  /**
   * Whether the next step mostly waits for another process, so that it needs no computing thread.
   */
  default boolean waits() {
    return false;
  }

  /** Takes the next step. */
  void advance();
}
