package io.foretide.store.prediction;

import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which instants already have their row, while blocks are gone through newest origin first. Not
 * thread-safe.
 */
public final class Taken {
  private final Range wanted;
  private final long minLead;

  /** Row numbers on their grid; there is one grid, or a few. */
  private final Map<Grid, RangeSet> taken = new HashMap<>();

  private record Grid(long phase, long step) {}

  /**
   * @param wanted instants that matter
   * @param minLead only rows at least this long after their origin count; 0 for all
   */
  public Taken(Range wanted, long minLead) {
    this.wanted = wanted;
    this.minLead = minLead;
  }

  /** The rows of a block that no newer block has, relative to its first; these are taken now. */
  public RangeSet take(long origin, long first, long step, int rows) {
    Range useful = useful(origin, first, step, rows);
    if (useful.isEmpty()) {
      return RangeSet.empty();
    }
    long base = Math.floorDiv(first, step);
    Range numbers = new Range(useful.from() + base, useful.to() + base);
    Grid grid = new Grid(Math.floorMod(first, step), step);
    RangeSet before = taken.getOrDefault(grid, RangeSet.empty());
    RangeSet open = RangeSet.of(numbers).minus(before.intersect(numbers));
    if (open.isEmpty()) {
      return open;
    }
    taken.put(grid, before.plus(open));
    RangeSet.Builder relative = new RangeSet.Builder(open.size());
    open.forEach(r -> relative.add(r.from() - base, r.to() - base));
    return relative.build();
  }

  private Range useful(long origin, long first, long step, int rows) {
    long earliest = minLead > 0 ? Instants.plus(origin, minLead) : first;
    long from = rowAt(Math.max(wanted.from(), earliest), first, step);
    long to = Math.min(rows, rowAt(wanted.to(), first, step));
    return from >= to ? new Range(0, 0) : new Range(from, to);
  }

  /** First row at or after an instant. */
  private static long rowAt(long instant, long first, long step) {
    return instant <= first ? 0 : Math.ceilDiv(Instants.minus(instant, first), step);
  }
}
