package io.foretide.core.coverage;

/**
 * How many cells of a model or revision are in which covered state.
 *
 * @param predicted cells, without those handed off
 * @param empty cells
 * @param failed cells
 * @param handedOff cells that another program took, which says nothing of what came of them
 */
public record Counts(long predicted, long empty, long failed, long handedOff) {
  public static final Counts ZERO = new Counts(0, 0, 0);

  /** Where nothing is handed off. */
  public Counts(long predicted, long empty, long failed) {
    this(predicted, empty, failed, 0);
  }

  /** The counts of some coverage. */
  public static Counts of(Coverage c) {
    long handedOff = c.handedOff().count();
    return new Counts(
        c.count(CellState.PREDICTED) - handedOff,
        c.count(CellState.EMPTY),
        c.count(CellState.FAILED),
        handedOff);
  }

  public long covered() {
    return predicted + empty + failed + handedOff;
  }

  public Counts plus(Counts o) {
    return new Counts(
        predicted + o.predicted, empty + o.empty, failed + o.failed, handedOff + o.handedOff);
  }
}
