package io.foretide.core.commit;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Range;
import java.util.List;

/**
 * What came of some cells of a task.
 *
 * @param cells neighbouring cells
 * @param state how they ended
 * @param reason why, as a code
 * @param detail why, in words; empty if the reason says it all
 * @param blocks the rows: for predicted cells one block per cell and origin, else none
 */
public record OutcomePart(
    Range cells, CellState state, Reason reason, String detail, List<PredictionBlock> blocks) {
  public OutcomePart {
    blocks = List.copyOf(blocks);
  }

  public static OutcomePart predicted(Range cells, List<PredictionBlock> blocks) {
    return new OutcomePart(cells, CellState.PREDICTED, Reason.NONE, "", blocks);
  }

  public static OutcomePart empty(Range cells, Reason reason, String detail) {
    return new OutcomePart(cells, CellState.EMPTY, reason, detail, List.of());
  }

  public static OutcomePart failed(Range cells, Reason reason, String detail) {
    return new OutcomePart(cells, CellState.FAILED, reason, detail, List.of());
  }
}
