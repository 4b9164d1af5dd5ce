package io.foretide.core.run;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.time.Range;
import org.jspecify.annotations.Nullable;

/**
 * One run of a model over neighbouring intervals.
 *
 * @param model whose
 * @param revision which
 * @param cells the intervals by number
 * @param intervals their instants: interval {@code cells.from() + i} is {@code intervals[i]},
 *     rising
 * @param frame the inputs at the model's resolution from {@code intervals[0].from() - lookback} (or
 *     from the checkpoint, if that is earlier) to the last interval's end
 * @param checkpoint where a sequential model goes on from; null for none (a cold start)
 * @param timeout nanoseconds that the run may take
 * @param artifact what the revision learned when it was trained; null if it is made of settings
 *     alone
 */
@SuppressWarnings("ArrayRecordComponent")
public record RunRequest(
    Model model,
    Revision revision,
    Range cells,
    Range[] intervals,
    Frame frame,
    @Nullable Checkpoint checkpoint,
    long timeout,
    byte @Nullable [] artifact) {
  /** A request to a revision that is made of settings alone. */
  public RunRequest(
      Model model,
      Revision revision,
      Range cells,
      Range[] intervals,
      Frame frame,
      @Nullable Checkpoint checkpoint,
      long timeout) {
    this(model, revision, cells, intervals, frame, checkpoint, timeout, null);
  }
}
