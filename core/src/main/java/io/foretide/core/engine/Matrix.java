package io.foretide.core.engine;

import java.util.List;

/**
 * The coverage matrix, aggregated to what a screen shows.
 *
 * @param from first instant, epoch nanoseconds
 * @param step length of a bucket, nanoseconds
 * @param buckets how many
 * @param rows one per model
 */
public record Matrix(long from, long step, int buckets, List<Row> rows) {
  /**
   * @param model the model's status
   * @param counts {@code counts[bucket * states + state.ordinal()]}: intervals that start in the
   *     bucket, by {@link VisibleState}
   */
  public record Row(ModelStatus model, int[] counts) {}
}
