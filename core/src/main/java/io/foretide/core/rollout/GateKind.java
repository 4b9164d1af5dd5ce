package io.foretide.core.rollout;

import java.util.Locale;

/** What a gate measures. */
public enum GateKind {
  /** Failed intervals, of those that ended. */
  ERROR_RATE(false, 20, "share", "failed intervals of those that ended"),
  /** 95th percentile of the time that one interval takes to compute, seconds. */
  LATENCY(false, 20, "s", "95th percentile of the seconds that an interval takes"),
  /** Due intervals without a prediction, empty ones included. */
  MISSING_RATE(false, 20, "share", "due intervals without a prediction"),
  /** Actual values inside the widest interval that the forecasts state. */
  INTERVAL_COVERAGE(true, 50, "share", "actual values inside the stated interval"),
  /**
   * Mean absolute error over that of the seasonal-naive forecast of the same instants (after
   * Hyndman and Koehler, 2006).
   */
  MASE(false, 50, "", "mean absolute error, in seasonal-naive errors"),
  /** Mean pinball loss over all stated quantiles, in seasonal-naive errors. */
  PINBALL_LOSS(false, 50, "", "pinball loss over the stated quantiles, in seasonal-naive errors"),
  /** Rows that a detector calls anomalous. */
  ALARM_RATE(false, 50, "share", "rows that are alarms"),
  /**
   * Rows where both revisions say the same: forecasts inside the active revision's interval (or
   * nearer to it than the seasonal-naive error), detectors that both alarm or both do not.
   */
  AGREEMENT(true, 50, "share", "rows where candidate and active say the same");

  private final boolean atLeast;
  private final int samples;
  private final String unit;
  private final String meaning;

  GateKind(boolean atLeast, int samples, String unit, String meaning) {
    this.atLeast = atLeast;
    this.samples = samples;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** Whether the number must not be below the limit; otherwise it must not be above. */
  public boolean atLeast() {
    return atLeast;
  }

  /** Fewer samples say nothing. */
  public int samples() {
    return samples;
  }

  /** Unit of the number: {@code share} (0 to 1), {@code s} or none. */
  public String unit() {
    return unit;
  }

  /** What the number is, for people. */
  public String meaning() {
    return meaning;
  }

  /** The name in files and over REST, such as {@code error_rate}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
