package io.foretide.models.forecast;

/**
 * Forecasts origin after origin over one request. What it yields for an origin depends on that
 * origin's own window alone, never on the origins asked before. Not thread-safe.
 */
interface Rolling {
  /**
   * The forecast from everything before a bucket.
   *
   * @param origin first bucket that is not read
   * @param skip buckets between the origin and the first row
   */
  Answer at(long origin, int skip);

  /** What came of an origin. */
  sealed interface Answer {}

  /**
   * @param values {@code values[output][row]}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Rows(double[][] values) implements Answer {}

  /**
   * There is too little history.
   *
   * @param words what there is and what is needed
   */
  record TooShort(String words) implements Answer {}

  /**
   * The numbers broke.
   *
   * @param words how, and what would help
   */
  record Broken(String words) implements Answer {}
}
