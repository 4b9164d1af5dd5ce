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
    double eased) {
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
    return new Track(instant, Phase.CALM, 0, 0, 0, Double.NaN, 0, 0, 1);
  }

  Track calm(long upto) {
    return new Track(upto, Phase.CALM, 0, 0, 0, Double.NaN, 0, 0, eased);
  }

  Track judged(long upto) {
    return new Track(upto, phase, since, lastBad, size, peak, peakAt, alarm, eased);
  }

  Track with(Phase phase, long alarm) {
    return new Track(upto, phase, since, lastBad, size, peak, peakAt, alarm, eased);
  }

  Track eased(double factor) {
    return new Track(upto, phase, since, lastBad, size, peak, peakAt, alarm, factor);
  }
}
