package io.foretide.core.engine;

/**
 * How many due intervals are in which visible state.
 *
 * @param predicted intervals
 * @param empty intervals
 * @param failed intervals
 * @param inFlight intervals
 * @param missing intervals that wait, for whatever reason
 */
public record Tally(long predicted, long empty, long failed, long inFlight, long missing) {
  public static final Tally ZERO = new Tally(0, 0, 0, 0, 0);

  public long due() {
    return predicted + empty + failed + inFlight + missing;
  }

  /** Share of due intervals that have ended, 0 to 1; 1 if none is due. */
  public double complete() {
    return due() == 0 ? 1 : (double) (predicted + empty + failed) / due();
  }

  public Tally plus(Tally o) {
    return new Tally(
        predicted + o.predicted,
        empty + o.empty,
        failed + o.failed,
        inFlight + o.inFlight,
        missing + o.missing);
  }
}
