package io.foretide.app.log;

import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event log whose events are printed too. */
public final class LoggedEvents implements EventLog {
  private static final Logger LOG = LoggerFactory.getLogger("events");
  private final EventLog events;

  public LoggedEvents(EventLog events) {
    this.events = events;
  }

  @Override
  public void append(Event event) {
    switch (event.severity()) {
      case ERROR -> LOG.error("{} {}: {}", event.kind(), event.subject(), event.message());
      case WARNING -> LOG.warn("{} {}: {}", event.kind(), event.subject(), event.message());
      case INFO -> LOG.debug("{} {}: {}", event.kind(), event.subject(), event.message());
    }
    events.append(event);
  }

  @Override
  public List<Event> list(Filter filter) {
    return events.list(filter);
  }
}
