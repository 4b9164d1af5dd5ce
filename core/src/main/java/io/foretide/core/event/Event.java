package io.foretide.core.event;

import java.util.Map;

/**
 * Something that happened, in words for people.
 *
 * @param id rising number given by the log; 0 before it is stored
 * @param time when, epoch nanoseconds UTC
 * @param severity how much it matters
 * @param kind a short stable word such as {@code interval.failed} or {@code clock.step}
 * @param subject what it is about, such as {@code model:pump-7/pressure} or {@code series:T1};
 *     empty for the whole service
 * @param message one sentence
 * @param details further facts by name, no secrets
 */
public record Event(
    long id,
    long time,
    Severity severity,
    String kind,
    String subject,
    String message,
    Map<String, String> details) {
  public Event {
    details = Map.copyOf(details);
  }

  public static Event of(
      long time, Severity severity, String kind, String subject, String message) {
    return new Event(0, time, severity, kind, subject, message, Map.of());
  }
}
