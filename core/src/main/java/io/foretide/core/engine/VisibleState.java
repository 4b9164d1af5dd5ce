package io.foretide.core.engine;

import io.foretide.core.coverage.CoverageRun;

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
  NOT_DUE,
  /** Taken by another program, which says nothing of what came of it: predicted at best. */
  HANDED_OFF;

  /** How cells that have ended are seen. */
  public static VisibleState of(CoverageRun run) {
    return run.isHandedOff() ? HANDED_OFF : valueOf(run.state().name());
  }

  /** Whether intervals of this state are done with: nothing more is planned of them. */
  public boolean isEnded() {
    return this == PREDICTED || this == EMPTY || this == FAILED || this == HANDED_OFF;
  }
}
