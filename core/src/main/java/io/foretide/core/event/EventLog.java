package io.foretide.core.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps events. Thread-safe. */
public interface EventLog {
  /**
   * Adds an event; its id is set by the log. Never throws for a full or broken log: events are not
   * worth a task.
   */
  void append(Event event);

  /** A page of events, newest first. */
  List<Event> list(Filter filter);

  /**
   * Which events.
   *
   * @param from earliest time, inclusive
   * @param to latest time, exclusive
   * @param beforeId only events with a smaller id (for paging); {@link Long#MAX_VALUE} for the
   *     first page
   * @param limit at most this many
   * @param minimum least severity
   * @param kindPrefix such as {@code interval.}; null for all
   * @param subject what it is about: exactly, where it begins with {@code model:} or {@code
   *     series:}, else a part of it in any case; null for all
   * @param text part of the message, any case; null for all
   */
  record Filter(
      long from,
      long to,
      long beforeId,
      int limit,
      Severity minimum,
      @Nullable String kindPrefix,
      @Nullable String subject,
      @Nullable String text) {
    /** Whether the subject is meant exactly. */
    public boolean isExact() {
      return subject != null && (subject.startsWith("model:") || subject.startsWith("series:"));
    }

    public static Filter latest(int limit) {
      return new Filter(
          Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, limit, Severity.INFO, null, null, null);
    }
  }
}
