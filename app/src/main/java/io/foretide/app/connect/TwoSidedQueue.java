package io.foretide.app.connect;

import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import org.jspecify.annotations.Nullable;

/**
 * One queue that is reached with two accesses, such as one key that may only send and one that may
 * only listen.
 *
 * @param sends where the scheduler's tasks go
 * @param receives where executors take them from
 */
record TwoSidedQueue(TaskQueue sends, TaskQueue receives) implements TaskQueue {
  @Override
  public boolean send(Task task) {
    return sends.send(task);
  }

  @Override
  public @Nullable Delivery receive(long timeout) throws InterruptedException {
    return receives.receive(timeout);
  }

  @Override
  public boolean isShared() {
    return sends.isShared();
  }

  @Override
  public String notice() {
    return sends.notice();
  }

  @Override
  public int waiting() {
    return receives.waiting();
  }

  @Override
  public boolean outlives() {
    return sends.outlives();
  }
}
