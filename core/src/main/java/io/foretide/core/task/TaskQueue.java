package io.foretide.core.task;

import org.jspecify.annotations.Nullable;

/**
 * Carries tasks to executors, at least once. Only a doorbell: claims are the truth. Thread-safe.
 */
public interface TaskQueue {
  /** Sends a task; false if the queue is full. */
  boolean send(Task task);

  /**
   * The next task, live before backlog.
   *
   * @param timeout nanoseconds to wait; 0 to look only
   * @return null if none came in time
   */
  @Nullable Delivery receive(long timeout) throws InterruptedException;

  /**
   * Whether programs that know no claims take tasks too: one that nobody here has claimed in time
   * was perhaps done by such a program, which says nothing of it.
   */
  default boolean isShared() {
    return false;
  }

  /** What people should know of the queue, one sentence; empty if there is nothing. */
  default String notice() {
    return "";
  }

  /** How many tasks wait; -1 if the queue cannot say. */
  int waiting();

  /** Whether tasks that were sent outlive the process that sent them. */
  default boolean outlives() {
    return false;
  }

  /** A received task. */
  interface Delivery {
    Task task();

    /** The task was dealt with; it is not delivered again. */
    void acknowledge();
  }
}
