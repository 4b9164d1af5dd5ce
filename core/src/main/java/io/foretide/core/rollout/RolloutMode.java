package io.foretide.core.rollout;

/** How a candidate is tried. */
public enum RolloutMode {
  /** It predicts what the active revision does, unseen, and is judged; then somebody decides. */
  SHADOW,
  /** It becomes active for a share of the models first, and for all once it did well. */
  CANARY,
  /** It becomes active at once and goes again unless it is approved in time. */
  INSTANT,
  /** As shadow, and never active without an approval. */
  PREVIEW
}
