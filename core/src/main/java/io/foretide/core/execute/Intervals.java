package io.foretide.core.execute;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.PointCells;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Range;

/** The instants of cells, whether a revision is driven by time or by points. */
public final class Intervals {
  private Intervals() {}

  /**
   * The instants of each cell of a range, rising.
   *
   * @throws ProviderException.Rejected if a cell of a model driven by points is not closed
   */
  public static Range[] of(CoverageStore store, ModelId model, Revision revision, Range cells)
      throws ProviderException {
    Range[] out = new Range[Math.toIntExact(cells.length())];
    if (revision.definition().schedule() instanceof Schedule.ByTime t) {
      for (int i = 0; i < out.length; i++) {
        long cell = cells.from() + i;
        out[i] = new Range(t.grid().start(cell), t.grid().end(cell));
      }
      return out;
    }
    PointCells closed = store.pointCells(model, revision.number(), cells);
    if (closed.first() > cells.from() || closed.end() < cells.to()) {
      throw new ProviderException.Rejected(
          "intervals "
              + cells
              + " of model '"
              + revision.definition().name()
              + "' are not closed by points yet: expected cells below "
              + closed.end());
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = closed.instants(cells.from() + i);
    }
    return out;
  }

  /**
   * Whether every interval starts and ends on a bucket's edge. Where not, intervals must be read
   * one by one, for a bucket that reaches past an interval's end would leak later points into it.
   */
  public static boolean aligned(Range[] intervals, long resolution) {
    for (Range r : intervals) {
      if (Math.floorMod(r.from(), resolution) != 0 || Math.floorMod(r.to(), resolution) != 0) {
        return false;
      }
    }
    return true;
  }
}
