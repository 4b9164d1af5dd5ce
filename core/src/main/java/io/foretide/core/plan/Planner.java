package io.foretide.core.plan;

import io.foretide.core.model.Order;
import io.foretide.core.task.Lane;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Planning as reconciliation: desired minus covered minus in flight, cut into tasks. Pure functions
 * of their arguments.
 */
public final class Planner {
  private Planner() {}

  /** Desired minus covered: what is missing, in flight or not. */
  public static RangeSet missing(Range desired, RangeSet covered) {
    return RangeSet.of(desired).minus(covered);
  }

  /**
   * Cuts open cells into tasks: the newest due cell first, as live; then the oldest, joined where
   * they touch, up to {@code span} cells a task. A sequential model gets its oldest piece alone.
   *
   * @param open missing cells that are neither in flight nor waiting
   * @param dueEnd first cell that is not due
   * @param order of the model
   * @param span most cells of a task, at least 1
   * @param slots most tasks
   */
  public static List<Piece> pieces(RangeSet open, long dueEnd, Order order, long span, int slots) {
    if (open.isEmpty() || slots <= 0) {
      return List.of();
    }
    if (order == Order.SEQUENTIAL) {
      Range first = open.get(0);
      Range cells = new Range(first.from(), Math.min(first.to(), first.from() + span));
      boolean live = cells.to() == dueEnd && cells.length() == 1;
      return List.of(new Piece(cells, live ? Lane.LIVE : Lane.BACKLOG));
    }
    List<Piece> out = new ArrayList<>(Math.min(slots, 4));
    RangeSet rest = open;
    if (open.end() == dueEnd) {
      out.add(new Piece(new Range(dueEnd - 1, dueEnd), Lane.LIVE));
      rest =
          open.size() == 1 && open.count() == 1
              ? RangeSet.empty()
              : open.minus(RangeSet.of(dueEnd - 1, dueEnd));
    }
    for (int i = 0; i < rest.size() && out.size() < slots; i++) {
      long from = rest.from(i);
      while (from < rest.to(i) && out.size() < slots) {
        long to = Math.min(rest.to(i), from + span);
        out.add(new Piece(new Range(from, to), Lane.BACKLOG));
        from = to;
      }
    }
    return out;
  }
}
