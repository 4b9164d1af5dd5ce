package io.foretide.core.rollout;

/** Where a rollout stands. */
public enum RolloutState {
  /** The candidate predicts in its lane. */
  PREDICTING,
  /** Judged; a person decides. */
  WAITING,
  /** Decided for the candidate; models are being switched. */
  PROMOTING,
  /** A canary: active for its share, judged on it. */
  TRYING,
  /** Active for all; the former revision stays warm and the gates are watched. */
  WATCHING,
  /** Decided against the candidate; models are being switched back. */
  ROLLING_BACK,
  /** Over: the candidate is active. */
  PROMOTED,
  /** Over: the candidate never was active. */
  REJECTED,
  /** Over: the former revision is active again. */
  ROLLED_BACK;

  /** Whether nothing can happen any more. */
  public boolean isOver() {
    return this == PROMOTED || this == REJECTED || this == ROLLED_BACK;
  }
}
