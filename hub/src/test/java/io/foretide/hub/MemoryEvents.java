package io.foretide.hub;

import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import java.util.ArrayList;
import java.util.List;

/** Events in memory. */
final class MemoryEvents implements EventLog {
  private final List<Event> events = new ArrayList<>();

  @Override
  public synchronized void append(Event e) {
    events.add(
        new Event(
            events.size() + 1L,
            e.time(),
            e.severity(),
            e.kind(),
            e.subject(),
            e.message(),
            e.details()));
  }

  @Override
  public synchronized List<Event> list(Filter f) {
    return events.reversed().stream()
        .filter(e -> e.time() >= f.from() && e.time() < f.to() && e.id() < f.beforeId())
        .filter(e -> e.severity().compareTo(f.minimum()) >= 0)
        .filter(e -> f.kindPrefix() == null || e.kind().startsWith(f.kindPrefix()))
        .filter(e ->
            f.subject() == null
                || (f.isExact()
                    ? e.subject().equals(f.subject())
                    : e.subject().contains(f.subject())))
        .filter(e -> f.text() == null || e.message().contains(f.text()))
        .limit(f.limit())
        .toList();
  }
}
