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

  public long covered() {
    return predicted + empty + failed;
  }

  public Counts plus(Counts o) {
    return new Counts(predicted + o.predicted, empty + o.empty, failed + o.failed);
  }
}
