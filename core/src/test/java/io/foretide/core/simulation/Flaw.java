package io.foretide.core.simulation;

/** A mistake planted on purpose, to show that the invariants would find it. */
enum Flaw {
  NONE,
  /** A commit covers its cells whoever holds them. */
  NO_CLAIM_CHECK,
  /** Coverage becomes durable before the rows, which may then fail. */
  COVER_BEFORE_WRITE,
  /** A commit leaves its claim standing. */
  CLAIM_NOT_REMOVED,
  /** A re-run leaves the claims of older work as valid as they were. */
  GENERATION_NOT_RAISED,
  /**
   * A promotion gives the candidate its instants first and takes them from the former owner later.
   */
  PROMOTION_IN_TWO_WRITES,
  /** A rollout's next state is told to be durable and is not: a restart forgets it. */
  DECISION_FORGOTTEN,
  /** A trained revision becomes visible before what it learned is stored. */
  REVISION_BEFORE_ARTIFACT
}
