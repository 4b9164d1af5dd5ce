package io.foretide.core.rollout;

/** What a person can do to an open rollout. */
public enum RolloutAction {
  /** Yes, as soon as no gate fails. */
  APPROVE,
  /** Yes, now, whatever the gates say. */
  PROMOTE,
  /** No, before the candidate is active for all. */
  REJECT,
  /** The former revision again. */
  ROLLBACK
}
