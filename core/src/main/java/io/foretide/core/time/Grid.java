package io.foretide.core.time;

/**
 * The time grid {@code anchor + k * every}. Cell {@code k} is the interval {@code [start(k),
 * start(k + 1))}. The grid is anchored once, never again at midnight.
 *
 * @param anchor an instant on the grid, epoch nanoseconds
 * @param every the length of a cell in nanoseconds, above zero
 */
public record Grid(long anchor, long every) {
  public Grid {
    if (every <= 0) {
      throw new IllegalArgumentException(
          "every "
              + Durations.format(every)
              + " is not above zero: expected a duration such as 30m");
    }
  }

  /** The cell that contains an instant. */
  public long cellAt(long instant) {
    return Math.floorDiv(Instants.minus(instant, anchor), every);
  }

  public long start(long cell) {
    long high = Math.multiplyHigh(cell, every);
    long low = cell * every;
    if ((high != 0 || low < 0) && (high != -1 || low >= 0)) {
      return cell < 0 ? Instants.MIN : Instants.MAX;
    }
    return Instants.plus(anchor, low);
  }

  public long end(long cell) {
    return start(cell + 1);
  }

  /** The instants of a range of cells. */
  public Range instants(Range cells) {
    return new Range(start(cells.from()), start(cells.to()));
  }

  /** The cells that lie wholly inside a range of instants. */
  public Range cellsWithin(Range instants) {
    long from = cellAt(instants.from());
    if (start(from) < instants.from()) {
      from++;
    }
    return new Range(from, Math.max(from, cellAt(instants.to())));
  }

  /** The cells that share at least one instant with a range of instants. */
  public Range cellsTouching(Range instants) {
    if (instants.isEmpty()) {
      long c = cellAt(instants.from());
      return new Range(c, c);
    }
    return new Range(cellAt(instants.from()), cellAt(instants.to() - 1) + 1);
  }

  /** When a cell is due: at {@code max(start + delay, end)}. */
  public long dueAt(long cell, long delay) {
    return Math.max(Instants.plus(start(cell), delay), end(cell));
  }

  /** The first cell that is not due yet at {@code now}. */
  public long dueEnd(long now, long delay) {
    return Math.min(cellAt(Instants.minus(now, delay)) + 1, cellAt(now));
  }
}
