package io.foretide.hub.enodo;

import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.Registry;
import io.foretide.hub.enodo.data.Shape;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events of registered series as lines of a log, newest first. */
final class EnodoLog {
  private static final int LINES = 500;
  private static final int PAGE = 1_000;
  private static final int PAGES = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final EventLog events;
  private final Registry registry;

  EnodoLog(EventLog events, Registry registry) {
    this.events = events;
    this.registry = registry;
  }

  List<Map<String, @Nullable Object>> lines() {
    List<Map<String, @Nullable Object>> out = new ArrayList<>();
    long before = Long.MAX_VALUE;
    for (int page = 0; page < PAGES && out.size() < LINES; page++) {
      List<Event> some =
          events.list(
              new EventLog.Filter(
                  Long.MIN_VALUE, Long.MAX_VALUE, before, PAGE, Severity.INFO, null, null, null));
      for (Event e : some) {
        String series = series(e.subject());
        if (!series.isEmpty() && out.size() < LINES) {
          out.add(line(e, series));
        }
      }
      if (some.size() < PAGE) {
        break;
      }
      before = some.getLast().id();
    }
    return out;
  }

  /** An event as a line; empty if it is about no registered series. */
  Optional<Map<String, @Nullable Object>> line(Event e) {
    String series = series(e.subject());
    boolean told = !series.isEmpty() && e.severity().compareTo(Severity.INFO) >= 0;
    return told ? Optional.of(line(e, series)) : Optional.empty();
  }

  private static Map<String, @Nullable Object> line(Event e, String series) {
    return new Shape()
        .put("datetime", TIME.format(Instants.toInstant(e.time())))
        .put("log_level", e.severity().name())
        .put("message_type", e.kind())
        .put("serie_name", series)
        .put("message", e.message())
        .map();
  }

  /** The registered series that an event is about; empty if it is about none. */
  private String series(String subject) {
    if (subject.startsWith("model:")) {
      return registry.ofModel(subject.substring(6)).map(Registered::name).orElse("");
    }
    String name = subject.startsWith("series:") ? subject.substring(7) : "";
    return registry.find(name).isPresent() ? name : "";
  }
}
