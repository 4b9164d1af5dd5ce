package io.foretide.app.connect;

import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import java.util.List;

/** The events of a command that tells its troubles itself. */
public record NoEvents() implements EventLog {
  @Override
  public void append(Event event) {}

  @Override
  public List<Event> list(Filter filter) {
    return List.of();
  }
}
