package io.foretide.core.alarm;

/**
 * Where the judging of one model by one rule stands. Immutable; stored with every alarm that it
 * opens or closes, so that a crash neither repeats nor loses one.
 *
 * @param upto samples before this instant have been judged
 * @param phase what is going on
 * @param since first bad value of the episode
 * @param lastBad newest bad value of the episode
 * @param size bad values of the episode
 * @param peak worst value of the episode
 * @param peakAt its time
 * @param alarm the open alarm; 0 if none
 * @param eased factor by which feedback moved the limit away from the usual values, at least 1
 * @param floor nothing before this instant is ever judged
 * @param again samples from here on are to be judged again, because their intervals were predicted
 *     again; {@link Long#MAX_VALUE} if none are
 */
public record Track(
    long upto,
    Phase phase,
    long since,
    long lastBad,
    int size,
    double peak,
    long peakAt,
    long alarm,
    double eased,
    long floor,
    long again) {
  /** What is going on. */
  public enum Phase {
    /** All is well. */
    CALM,
    /** Bad values, not yet long or many enough. */
    PENDING,
    /** An alarm is open. */
    OPEN
  }

  /** A track that judges from an instant on. */
  public static Track from(long instant) {
    return new Track(instant, Phase.CALM, 0, 0, 0, Double.NaN, 0, 0, 1, instant, Long.MAX_VALUE);
  }

  Track calm(long upto) {
    return new Track(upto, Phase.CALM, 0, 0, 0, Double.NaN, 0, 0, eased, floor, again);
  }

  Track judged(long upto) {
    return new Track(upto, phase, since, lastBad, size, peak, peakAt, alarm, eased, floor, again);
  }

  /** The same in another phase, with its alarm. */
  public Track with(Phase phase, long alarm) {
    return new Track(upto, phase, since, lastBad, size, peak, peakAt, alarm, eased, floor, again);
  }

  Track eased(double factor) {
    return new Track(upto, phase, since, lastBad, size, peak, peakAt, alarm, factor, floor, again);
  }

  Track again(long from) {
    return new Track(upto, phase, since, lastBad, size, peak, peakAt, alarm, eased, floor, from);
  }

  /** Whether something that was judged has changed. */
  boolean isStale() {
    return again < upto;
  }
}
