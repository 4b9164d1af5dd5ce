package io.foretide.models.exported;

/** What a row that an exported model is run on stands for. */
public enum Rows {
  /** Each bucket of an interval. */
  BUCKET,
  /** An interval as a whole. */
  INTERVAL,
  /** Each step ahead of an interval. */
  STEP
}
