package io.foretide.hub.events;

import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/events}: what happened. */
public final class EventRoutes {
  private final EventLog events;

  public EventRoutes(EventLog events) {
    this.events = events;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/events", "What happened, newest first.", "EventPage", this::list)
            .with(Param.range("the beginning if absent"))
            .with(
                Param.choice("minimum", "Least severity.", "info", "warning", "error"),
                Param.text("kind", "Start of the kind, such as 'interval.'."),
                Param.text(
                    "subject",
                    "Exact, such as 'model:pump-7/pressure' or 'series:x', or a part of a name, any case."),
                Param.text("text", "Part of the message, any case."),
                Param.number("before_id", "The 'next' of the page before."),
                Param.number("limit", "At most this many, 1 to 1,000; 100 if absent.")));
  }

  private Answer list(Request request) {
    Query query = request.query();
    int limit = query.integer("limit", 100, 1, 1_000);
    Range range = query.range(Instants.MIN, Instants.MAX);
    List<Event> page =
        events.list(
            new EventLog.Filter(
                range.from(),
                range.to(),
                query.whole("before_id", Long.MAX_VALUE),
                limit,
                Objects.requireNonNullElse(query.choice("minimum", Severity.class), Severity.INFO),
                given(query, "kind"),
                given(query, "subject"),
                given(query, "text")));
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (Event event : page) {
        EventJson.write(json, event);
      }
      json.writeEndArray();
      json.writeStringField(
          "next", page.size() < limit ? null : Long.toString(page.getLast().id()));
      json.writeEndObject();
    });
  }

  private static @Nullable String given(Query query, String name) {
    return query.has(name) ? query.text(name, "") : null;
  }
}
