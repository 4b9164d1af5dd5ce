package io.foretide.models.window;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what came of the cells of a request, in their order, and joins neighbours that ended
 * alike, so that a year of silence is one part. Not thread-safe.
 */
public final class Outcomes {
  private final List<OutcomePart> parts = new ArrayList<>();
  private final List<PredictionBlock> blocks = new ArrayList<>();
  private long next;
  private long start;
  private CellState state = CellState.PREDICTED;
  private Reason reason = Reason.NONE;
  private String detail = "";

  /**
   * @param first the first cell
   */
  public Outcomes(long first) {
    this.next = first;
    this.start = first;
  }

  /** The next cell was predicted. */
  public void predicted(PredictionBlock block) {
    predicted(block, "");
  }

  /** The next cell was predicted, with a remark such as what was missing; empty for none. */
  public void predicted(PredictionBlock block, String words) {
    open(CellState.PREDICTED, Reason.NONE, words);
    blocks.add(block);
  }

  /** The next cell has nothing to predict from; of joined neighbours the last detail stays. */
  public void empty(Reason why, String words) {
    open(CellState.EMPTY, why, words);
    detail = words;
  }

  /** The next cell failed. */
  public void failed(Reason why, String words) {
    open(CellState.FAILED, why, words);
  }

  private void open(CellState newState, Reason newReason, String words) {
    boolean same =
        state == newState
            && reason == newReason
            && (newState == CellState.EMPTY || detail.equals(words));
    if (!same) {
      close();
      state = newState;
      reason = newReason;
      detail = words;
    }
    next++;
  }

  private void close() {
    if (next > start) {
      parts.add(new OutcomePart(new Range(start, next), state, reason, detail, blocks));
      blocks.clear();
      start = next;
    }
  }

  /** All parts so far. */
  public List<OutcomePart> parts() {
    close();
    return List.copyOf(parts);
  }
}
