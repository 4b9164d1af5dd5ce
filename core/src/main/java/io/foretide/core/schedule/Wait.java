package io.foretide.core.schedule;

import io.foretide.core.time.RangeSet;

/**
 * Cells that were put off.
 *
 * @param cells which
 * @param tries how often they were put off
 * @param since when they were first planned, epoch nanoseconds
 * @param retryAt when they may be planned again, epoch nanoseconds
 * @param over true once {@code retryAt} has passed: kept for its count only
 * @param why in words
 */
record Wait(RangeSet cells, int tries, long since, long retryAt, boolean over, String why) {
  Wait without(RangeSet gone) {
    return new Wait(cells.minus(gone), tries, since, retryAt, over, why);
  }

  Wait ended() {
    return new Wait(cells, tries, since, retryAt, true, why);
  }
}
