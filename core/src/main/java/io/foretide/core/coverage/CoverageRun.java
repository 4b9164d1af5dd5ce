package io.foretide.core.coverage;

import io.foretide.core.time.Range;

/**
 * Neighbouring cells in one state for one reason.
 *
 * @param cells grid cells [from, to)
 * @param state their state
 * @param reason why
 */
public record CoverageRun(Range cells, CellState state, Reason reason) {
  /** Whether another program took the cells, which says nothing of what came of them. */
  public boolean isHandedOff() {
    return state == CellState.PREDICTED && reason == Reason.HANDED_OFF;
  }
}
