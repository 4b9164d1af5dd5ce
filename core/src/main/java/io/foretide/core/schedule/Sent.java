package io.foretide.core.schedule;

import io.foretide.core.task.Task;
import io.foretide.core.time.RangeSet;

/** A task that was sent and has not come back. Guarded by the scheduler. */
final class Sent {
  Task task;

  /** The task's cells that were not superseded since. */
  RangeSet cells;

  /** Its claim was gone at the last sweep. */
  boolean suspect;

  Sent(Task task) {
    this.task = task;
    this.cells = RangeSet.of(task.cells());
  }
}
