package io.foretide.hub.events;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.event.Event;
import io.foretide.hub.http.Json;
import java.io.IOException;
import java.util.Locale;

/** Events as JSON. */
public final class EventJson {
  private EventJson() {}

  public static void write(JsonGenerator json, Event e) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", e.id());
    Json.time(json, "time", e.time());
    json.writeStringField("severity", e.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("kind", e.kind());
    json.writeStringField("subject", e.subject());
    json.writeStringField("message", e.message());
    Json.value(json, "details", e.details());
    json.writeEndObject();
  }
}
