package io.foretide.core.task;

import io.foretide.core.model.ModelId;
import io.foretide.core.time.Range;

/**
 * A claim on its way through the queue.
 *
 * @param claim the claim's number
 * @param model whose intervals
 * @param revision of the model; {@link #TRAINING} for a training, which has one cell
 * @param cells the intervals, neighbouring cells of the revision's grid
 * @param generation of the claim; only a re-run or an un-cover raises it
 * @param attempt 1 for the first sending
 * @param lane live or backlog
 * @param plannedAt epoch nanoseconds
 */
public record Task(
    long claim,
    ModelId model,
    int revision,
    Range cells,
    long generation,
    int attempt,
    Lane lane,
    long plannedAt) {
  /** Stands for the revision that does not exist yet. */
  public static final int TRAINING = 0;

  /**
   * Whether it came without a claim, from a scheduler that knows none: its number is below zero,
   * and it gets a claim when it is taken.
   */
  public boolean isUnclaimed() {
    return claim < 0;
  }
}
