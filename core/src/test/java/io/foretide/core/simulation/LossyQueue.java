package io.foretide.core.simulation;

import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A queue that loses, repeats and reorders messages. */
final class LossyQueue implements TaskQueue {
  private static final int CAPACITY = 40;
  private final List<Task> waiting = new ArrayList<>();
  private final RandomGenerator random;
  private final Faults faults;

  LossyQueue(RandomGenerator random, Faults faults) {
    this.random = random;
    this.faults = faults;
  }

  @Override
  public boolean send(Task task) {
    if (waiting.size() >= CAPACITY || faults.chance(0.02)) {
      return false;
    }
    if (!faults.chance(0.05)) {
      waiting.add(task);
      if (faults.chance(0.05)) {
        waiting.add(task);
      }
    }
    return true;
  }

  @Override
  public @Nullable Delivery receive(long timeout) {
    if (waiting.isEmpty()) {
      return null;
    }
    Task task = waiting.remove(faults.chance(0.2) ? random.nextInt(waiting.size()) : 0);
    return new Delivery() {
      @Override
      public Task task() {
        return task;
      }

      @Override
      public void acknowledge() {}
    };
  }

  @Override
  public int waiting() {
    return waiting.size();
  }
}
