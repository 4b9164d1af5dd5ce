package io.foretide.hub.clients;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** {@code /api/v1/clients}: Enodo's listeners and workers. */
public final class ClientRoutes {
  private final Supplier<List<ConnectedClient>> clients;

  public ClientRoutes(Supplier<List<ConnectedClient>> clients) {
    this.clients = clients;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/clients",
                "Listeners and workers that are connected over Enodo's protocol, oldest first.",
                "ClientList",
                this::list)
            .with(Param.choice("role", "Only these.", "listener", "worker")));
  }

  private Answer list(Request request) {
    ClientRole role = request.query().choice("role", ClientRole.class);
    List<ConnectedClient> found =
        clients.get().stream().filter(c -> role == null || c.role().equals(role.word())).toList();
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (ConnectedClient c : found) {
        write(json, c);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, ConnectedClient c) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", c.id());
    json.writeStringField("role", c.role());
    json.writeStringField("address", c.address());
    json.writeStringField("era", c.era());
    json.writeStringField("version", c.version());
    json.writeBooleanField("foretide", c.foretide());
    json.writeStringField("module", c.module());
    Json.time(json, "since", c.since());
    Json.time(json, "last_seen", c.lastSeen());
    json.writeNumberField("series", c.series());
    json.writeNumberField("jobs", c.jobs());
    json.writeBooleanField("busy", c.busy());
    json.writeStringField("job", c.job());
    json.writeEndObject();
  }

  private enum ClientRole {
    LISTENER,
    WORKER;

    String word() {
      return this == LISTENER ? "listener" : "worker";
    }
  }
}
