package io.foretide.store.turn;

/** What an entry of a turn is about. The order never changes. */
public enum Topic {
  /** Chunks of coverage were written. */
  CHUNKS,
  COVERED,
  UNCOVERED,
  /** Cells of a model that is driven by points were closed. */
  CLOSED,
  /** How long late data of a revision settles. */
  SETTLE,
  /** A model's row changed. */
  MODEL,
  /** Rows of a model's predictions reach further than before. */
  REACH,
  /** A series was made, described, packed or cut. */
  SERIES,
  /** Points went to the log. */
  POINTS,
  /** Rows of the log are packed and gone. */
  PACKED,
  /** A claim is as told. */
  CLAIM,
  /** A claim ended. */
  CLAIM_GONE,
  /** An executor is done with a task. */
  FINISHED,
  /** An executor is done with a look at a model's training. */
  LOOKED,
  /** Somebody wants a model trained. */
  DEMAND,
  /** A rollout's row changed. */
  ROLLOUT,
  /** An event was logged. */
  EVENT;

  private static final Topic[] ALL = values();

  /** The topic of a number; null for one that a newer program made. */
  static @org.jspecify.annotations.Nullable Topic of(int number) {
    return number < ALL.length ? ALL[number] : null;
  }
}
