package io.foretide.core.commit;

import io.foretide.core.time.RangeSet;

/**
 * What became of a commit.
 *
 * @param covered cells that are covered now
 * @param refused cells that were superseded: nothing of them is visible
 * @param stale covered cells that will be planned again once the late data has settled
 */
public record CommitReceipt(RangeSet covered, RangeSet refused, RangeSet stale) {}
