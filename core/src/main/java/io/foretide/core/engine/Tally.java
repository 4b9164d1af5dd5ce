package io.foretide.core.engine;

/**
 * How many due intervals are in which visible state.
 *
 * @param predicted intervals
 * @param empty intervals
 * @param failed intervals
 * @param inFlight intervals
 * @param missing intervals that wait, for whatever reason
 * @param handedOff intervals that another program took, which says nothing of what came of them
 */
public record Tally(
    long predicted, long empty, long failed, long inFlight, long missing, long handedOff) {
  public static final Tally ZERO = new Tally(0, 0, 0, 0, 0);

  /** Where nothing is handed off. */
  public Tally(long predicted, long empty, long failed, long inFlight, long missing) {
    this(predicted, empty, failed, inFlight, missing, 0);
  }

  public long due() {
    return predicted + empty + failed + inFlight + missing + handedOff;
  }

  /** Share of due intervals that are neither missing nor in flight, 0 to 1; 1 if none is due. */
  public double complete() {
    return due() == 0 ? 1 : (double) (due() - inFlight - missing) / due();
  }

  public Tally plus(Tally o) {
    return new Tally(
        predicted + o.predicted,
        empty + o.empty,
        failed + o.failed,
        inFlight + o.inFlight,
        missing + o.missing,
        handedOff + o.handedOff);
  }
}
