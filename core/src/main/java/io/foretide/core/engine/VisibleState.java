package io.foretide.core.engine;

/** The one state that an interval is seen in. */
public enum VisibleState {
  PREDICTED,
  EMPTY,
  FAILED,
  IN_FLIGHT,
  MISSING,
  /** Before the model's floor: outside what is desired. */
  EXPIRED,
  /** Not due yet, or owned by no revision. */
  NOT_DUE
}
