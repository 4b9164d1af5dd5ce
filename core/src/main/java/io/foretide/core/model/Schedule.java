package io.foretide.core.model;

import io.foretide.core.time.Grid;

/** When a model's intervals close. */
public sealed interface Schedule {
  /**
   * By time: cell {@code k} of the grid, due {@code delay} after its start but never before its
   * end.
   *
   * @param grid the time grid
   * @param delay nanoseconds, zero or more
   */
  record ByTime(Grid grid, long delay) implements Schedule {}

  /**
   * By data: every {@code count} new points of the model's inputs close one interval; cell {@code
   * k} is the k-th.
   *
   * @param count points per interval, at least 1
   */
  record ByPoints(long count) implements Schedule {}
}
