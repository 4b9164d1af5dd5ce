package io.foretide.core.coverage;

/**
 * How many cells of a model or revision are in which covered state.
 *
 * @param predicted cells
 * @param empty cells
 * @param failed cells
 */
public record Counts(long predicted, long empty, long failed) {
  public static final Counts ZERO = new Counts(0, 0, 0);

  /** The counts of some coverage. */
  public static Counts of(Coverage c) {
    return new Counts(
        c.count(CellState.PREDICTED), c.count(CellState.EMPTY), c.count(CellState.FAILED));
  }

  public long covered() {
    return predicted + empty + failed;
  }

  public Counts plus(Counts o) {
    return new Counts(predicted + o.predicted, empty + o.empty, failed + o.failed);
  }
}
