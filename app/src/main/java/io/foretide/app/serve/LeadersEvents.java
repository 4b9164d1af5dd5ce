package io.foretide.app.serve;

import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.process.Peers;
import java.util.List;

/** Events that every process finds out: the one that plans tells them. */
record LeadersEvents(EventLog events, Peers peers) implements EventLog {
  @Override
  public void append(Event event) {
    if (peers.epoch() > 0) {
      events.append(event);
    }
  }

  @Override
  public List<Event> list(Filter filter) {
    return events.list(filter);
  }
}
