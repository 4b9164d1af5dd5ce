package io.foretide.core.coverage;

import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The covered cells of one revision within a range, as runs by rising cell. Cells in no run are not
 * covered.
 *
 * @param runs disjoint, rising
 */
public record Coverage(List<CoverageRun> runs) {
  public static final Coverage NONE = new Coverage(List.of());

  public Coverage {
    runs = List.copyOf(runs);
  }

  public RangeSet covered() {
    RangeSet.Builder out = new RangeSet.Builder(runs.size());
    for (CoverageRun r : runs) {
      out.add(r.cells().from(), r.cells().to());
    }
    return out.build();
  }

  public RangeSet cells(CellState state) {
    RangeSet.Builder out = new RangeSet.Builder(runs.size());
    for (CoverageRun r : runs) {
      if (r.state() == state) {
        out.add(r.cells().from(), r.cells().to());
      }
    }
    return out.build();
  }

  /** The cells that another program took and of which nothing more is known. */
  public RangeSet handedOff() {
    RangeSet.Builder out = new RangeSet.Builder(0);
    for (CoverageRun r : runs) {
      if (r.isHandedOff()) {
        out.add(r.cells().from(), r.cells().to());
      }
    }
    return out.build();
  }

  public long count(CellState state) {
    long n = 0;
    for (CoverageRun r : runs) {
      if (r.state() == state) {
        n += r.cells().length();
      }
    }
    return n;
  }

  /** The run that holds a cell; null if the cell is not covered. */
  public @Nullable CoverageRun at(long cell) {
    int low = 0;
    int high = runs.size() - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      Range r = runs.get(mid).cells();
      if (r.contains(cell)) {
        return runs.get(mid);
      }
      if (r.to() <= cell) {
        low = mid + 1;
      } else {
        high = mid - 1;
      }
    }
    return null;
  }

  /** The part inside a range of cells. */
  public Coverage within(Range cells) {
    List<CoverageRun> out = new ArrayList<>();
    for (CoverageRun r : runs) {
      Range cut = r.cells().intersect(cells);
      if (!cut.isEmpty()) {
        out.add(new CoverageRun(cut, r.state(), r.reason()));
      }
    }
    return new Coverage(out);
  }
}
