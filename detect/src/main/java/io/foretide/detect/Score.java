package io.foretide.detect;

import java.util.Arrays;

/** The result of scoring one row; mutable, so that scoring need not allocate. */
public final class Score {
  private final double[] contributions;
  private double value = Double.NaN;
  private double raw = Double.NaN;
  private double expected = Double.NaN;
  private double lo = Double.NaN;
  private double hi = Double.NaN;
  private int direction;
  private Status status = Status.MISSING;
  private boolean ranking;

  /** Why a row has or has not a score. */
  public enum Status {
    /** The row has a score. */
    SCORED,
    /** The detector has not seen enough rows yet. */
    WARMUP,
    /** No signal that the detector needs had a value. */
    MISSING,
    /** The row is outside the regime of the detector, or inside the time to settle. */
    IDLE
  }

  /** A result for rows of that many signals. */
  public Score(int signals) {
    contributions = new double[signals];
  }

  /** The normalised score: 0 is ordinary, 1.0 is the limit, above it an anomaly; NaN if none. */
  public double value() {
    return value;
  }

  /** The method's own statistic, in the unit that the method documents; NaN if none. */
  public double raw() {
    return raw;
  }

  /** +1 if the signal is too high, -1 if too low, 0 if the method knows no direction. */
  public int direction() {
    return direction;
  }

  /** What the method expected of the one signal; NaN if it has no such value. */
  public double expected() {
    return expected;
  }

  /** The value of the one signal below which its score is above the limit; NaN if there is none. */
  public double lo() {
    return lo;
  }

  /** The value of the one signal above which its score is above the limit; NaN if there is none. */
  public double hi() {
    return hi;
  }

  /** Why there is or is not a score. */
  public Status status() {
    return status;
  }

  /** Whether the score is above its limit. */
  public boolean isAnomaly() {
    return value > 1.0;
  }

  /**
   * What each signal contributes to {@link #raw()}; the live array, overwritten by the next row.
   * Sums to the raw statistic where the method is additive; see {@link #isRanking()}.
   */
  public double[] contributions() {
    return contributions;
  }

  /**
   * Whether the contributions are a ranking only: how much the statistic falls when one signal
   * alone is replaced by its expected value. Rankings are made for rows above the limit, others
   * have 0.
   */
  public boolean isRanking() {
    return ranking;
  }

  /** The signal with the largest contribution by magnitude, or -1 if no signal contributes. */
  public int culprit() {
    int best = -1;
    double most = 0;
    for (int j = 0; j < contributions.length; j++) {
      double c = Math.abs(contributions[j]);
      if (c > most) {
        most = c;
        best = j;
      }
    }
    return best;
  }

  /** Sets the score of a row; contributions are set through {@link #contributions()}. */
  public void set(double newValue, double newRaw, int newDirection) {
    value = newValue;
    raw = newRaw;
    direction = newDirection;
    status = Status.SCORED;
    ranking = false;
    band(Double.NaN, Double.NaN, Double.NaN);
  }

  /** Says that the contributions of this row are a ranking. */
  public void markRanking() {
    ranking = true;
  }

  /** Adds to a score what was expected and where the limits lie; infinite means no such limit. */
  public void band(double newExpected, double newLo, double newHi) {
    expected = newExpected;
    lo = Double.isInfinite(newLo) ? Double.NaN : newLo;
    hi = Double.isInfinite(newHi) ? Double.NaN : newHi;
  }

  /** Moves the limit: the score that was {@code limit} becomes 1, and the band with it. */
  public void rescale(double limit) {
    value /= limit;
    double middle = Double.isNaN(expected) ? lo / 2 + hi / 2 : expected;
    lo = middle + (lo - middle) * limit;
    hi = middle + (hi - middle) * limit;
  }

  /** Replaces the normalised score; the band no longer belongs to it and is dropped. */
  public void replace(double newValue) {
    value = newValue;
    band(Double.NaN, Double.NaN, Double.NaN);
  }

  /** Says that the row has no score. */
  public void none(Status why) {
    value = Double.NaN;
    raw = Double.NaN;
    direction = 0;
    status = why;
    ranking = false;
    band(Double.NaN, Double.NaN, Double.NaN);
    Arrays.fill(contributions, 0.0);
  }
}
