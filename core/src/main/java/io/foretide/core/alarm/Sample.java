package io.foretide.core.alarm;

import java.util.Map;

/**
 * One value that a rule judges.
 *
 * @param time of the data, epoch nanoseconds
 * @param value compared with the limit; NaN says nothing
 * @param about when the value is expected, for a forecast; the same as {@code time} otherwise
 * @param revision that made it; 0 if none did
 * @param parts further values of the same row by name, such as contributions
 */
public record Sample(long time, double value, long about, int revision, Map<String, Double> parts) {
  public Sample {
    parts = Map.copyOf(parts);
  }

  static Sample of(long time, double value) {
    return new Sample(time, value, time, 0, Map.of());
  }
}
