package io.foretide.detect.limit;

/**
 * A limit and how well it is founded.
 *
 * @param value the score that becomes 1.0
 * @param wanted false episodes per 30 days that were asked for
 * @param expected false episodes per 30 days that the limit should give
 * @param lowestSupported the lowest rate that the history can support
 * @param rows clean rows with a score that it is based on
 * @param basis how it was found
 */
public record Limit(
    double value, double wanted, double expected, double lowestSupported, long rows, Basis basis) {

  /** How a limit was found. */
  public enum Basis {
    /** The history has enough episodes to fit their upper tail. */
    TAIL,
    /** There were too few episodes for a tail; the limit is a level that occurred. */
    COUNTED
  }

  /** Whether the history was long enough for the rate that was asked for. */
  public boolean isSupported() {
    return wanted >= lowestSupported * (1 - 1e-9);
  }
}
