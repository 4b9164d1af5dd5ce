package io.foretide.core.coverage;

/** How a due interval ended. An interval that is none of these is in flight or missing. */
public enum CellState {
  PREDICTED,
  EMPTY,
  FAILED
}
