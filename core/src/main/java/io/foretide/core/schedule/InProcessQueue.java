package io.foretide.core.schedule;

import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The task queue of a single process: bounded, live before backlog. Thread-safe. */
public final class InProcessQueue implements TaskQueue {
  /**
   * After this many live tasks in a row one waiting backlog task goes first, so that it keeps a
   * tenth.
   */
  private static final int LIVE_IN_A_ROW = 9;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Task> live = new ArrayDeque<>();
  private final ArrayDeque<Task> backlog = new ArrayDeque<>();
  private int liveInARow;

  /**
   * @param capacity most waiting tasks
   */
  public InProcessQueue(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public boolean send(Task task) {
    lock.lock();
    try {
      if (live.size() + backlog.size() >= capacity) {
        return false;
      }
      switch (task.lane()) {
        case LIVE -> live.add(task);
        case BACKLOG -> backlog.add(task);
        // Few at a time, so that a year of backlog neither waits for them nor keeps them waiting.
        case TRAINING -> backlog.addFirst(task);
      }
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Delivery receive(long timeout) throws InterruptedException {
    long left = timeout;
    lock.lockInterruptibly();
    try {
      while (live.isEmpty() && backlog.isEmpty()) {
        if (left <= 0) {
          return null;
        }
        left = arrived.awaitNanos(left);
      }
      return new Taken(next());
    } finally {
      lock.unlock();
    }
  }

  private Task next() {
    boolean takeLive = !live.isEmpty() && (backlog.isEmpty() || liveInARow < LIVE_IN_A_ROW);
    liveInARow = takeLive ? liveInARow + 1 : 0;
    return takeLive ? live.remove() : backlog.remove();
  }

  @Override
  public int waiting() {
    lock.lock();
    try {
      return live.size() + backlog.size();
    } finally {
      lock.unlock();
    }
  }

  /** Acknowledging needs nothing: the claim ends with the commit. */
  private record Taken(Task task) implements Delivery {
    @Override
    public void acknowledge() {}
  }
}
