package io.foretide.hub.status;

import io.foretide.core.capacity.Capacity;
import io.foretide.core.capacity.CapacitySource;
import io.foretide.core.capacity.ModelLoad;
import io.foretide.core.error.ProviderException;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.util.List;

/** {@code /api/v1/capacity}: what the models need of this process, by measured rates. */
public final class CapacityRoutes {
  private final CapacitySource source;

  public CapacityRoutes(CapacitySource source) {
    this.source = source;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/capacity",
                "What the models need of this process, by rates measured on this machine.",
                "Capacity",
                this::capacity)
            .with(Param.number("limit", "At most this many models, 0 to 1,000; 20 if absent.")));
  }

  private Answer capacity(Request request) throws ProviderException {
    int limit = request.query().integer("limit", 20, 0, 1_000);
    Capacity c = source.capacity();
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("problem", c.problem());
      json.writeNumberField("threads", c.threads());
      Json.number(json, "threads_busy", c.busy());
      json.writeNumberField("memory_bytes", c.memory());
      json.writeNumberField("heap_bytes", c.heap());
      Json.number(json, "database_bytes_per_day", c.bytesPerDay());
      json.writeNumberField("models", c.models().size());
      json.writeNumberField("not_measured", c.models().stream().filter(m -> !m.measured()).count());
      json.writeArrayFieldStart("items");
      for (ModelLoad m : c.models().subList(0, Math.min(limit, c.models().size()))) {
        json.writeStartObject();
        json.writeStringField("model", m.model());
        json.writeStringField("method", m.method());
        Json.number(json, "intervals_per_day", m.intervalsPerDay());
        Json.number(json, "seconds_per_interval", m.secondsPerInterval());
        Json.number(json, "threads_busy", m.threads());
        json.writeNumberField("memory_bytes", m.memory());
        Json.number(json, "database_bytes_per_day", m.bytesPerDay());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }
}
