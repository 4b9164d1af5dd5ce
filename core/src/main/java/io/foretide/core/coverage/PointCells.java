package io.foretide.core.coverage;

import io.foretide.core.time.Range;

/**
 * The instants of a run of closed cells of a model that is driven by points: cell {@code first + i}
 * is [bounds[i], bounds[i + 1]).
 *
 * @param first the first cell
 * @param bounds one more than there are cells; length 0 or 1 if there are none
 */
public record PointCells(long first, long[] bounds) {
  /** One more than the last closed cell. */
  public long end() {
    return first + Math.max(0, bounds.length - 1);
  }

  public Range instants(long cell) {
    int i = (int) (cell - first);
    return new Range(bounds[i], bounds[i + 1]);
  }
}
