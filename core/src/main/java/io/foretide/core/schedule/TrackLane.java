package io.foretide.core.schedule;

import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;

/**
 * What a revision that takes part in a rollout predicts.
 *
 * @param owned cells that it owns: what people see
 * @param cells cells that it predicts beside their owner
 */
record TrackLane(Range owned, Range cells) {
  /** The shortest range that holds both. */
  Range span() {
    if (owned.isEmpty() || cells.isEmpty()) {
      return owned.isEmpty() ? cells : owned;
    }
    return new Range(Math.min(owned.from(), cells.from()), Math.max(owned.to(), cells.to()));
  }

  /** Cells of the span that are neither. */
  RangeSet idle() {
    return RangeSet.of(span()).minus(RangeSet.of(owned)).minus(RangeSet.of(cells));
  }
}
