package io.foretide.models.detect;

/**
 * Scores range after range of buckets, in rising order without holes. What it yields for a bucket
 * never depends on how the buckets were cut into ranges. Not thread-safe.
 */
interface Scoring {
  /**
   * Scores the buckets of one interval.
   *
   * @param into takes each row
   */
  void score(long from, long to, Rows into);

  /** Why the last interval had no scorer; empty if it had one. */
  String why();
}
