package io.foretide.core.task;

/** Which work goes first. */
public enum Lane {
  /** A model's newest due interval. */
  LIVE,
  /** Everything older. */
  BACKLOG,
  /** No intervals but a look at whether the model is to be trained, and the training. */
  TRAINING
}
