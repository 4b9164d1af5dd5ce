package io.foretide.core.model;

/** Whether a model's intervals depend on each other. */
public enum Order {
  /** Any interval can be computed at any time and in parallel, from a fixed look-back. */
  ANY,
  /** One task in flight, oldest first; a checkpoint commits with the rows. */
  SEQUENTIAL
}
