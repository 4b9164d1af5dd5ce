package io.foretide.models.exported;

/** What becomes of a feature without a value. */
public enum Missing {
  /** The row is not run. */
  SKIP,
  /** The model gets NaN, or what stands for a missing value there. */
  NAN,
  /** The model gets a number instead. */
  FILL
}
