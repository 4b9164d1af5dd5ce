package io.foretide.hub.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.error.ProviderException;
import io.foretide.core.process.Peers;
import io.foretide.core.process.ProcessStatus;
import io.foretide.core.process.Role;
import io.foretide.core.time.Instants;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.List;

/** {@code /api/v1/processes}: the processes that work as one system. */
public final class ProcessRoutes {
  private final Peers peers;

  public ProcessRoutes(Peers peers) {
    this.peers = peers;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/processes",
            "The processes that work as one system: what each does and how busy it is.",
            "Processes",
            this::processes));
  }

  private Answer processes(Request request) throws ProviderException {
    List<ProcessStatus> all = peers.processes();
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (ProcessStatus p : all) {
        write(json, p);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, ProcessStatus p) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", p.identity().name());
    json.writeStringField("host", p.identity().host());
    json.writeNumberField("pid", p.identity().pid());
    json.writeStringField("version", p.identity().version());
    json.writeArrayFieldStart("roles");
    for (Role role : Role.values()) {
      if (p.identity().roles().contains(role)) {
        json.writeString(role.word());
      }
    }
    json.writeEndArray();
    json.writeBooleanField("leader", p.leader());
    json.writeStringField("since", Instants.format(p.identity().since()));
    json.writeStringField("last_seen", Instants.format(p.lastSeen()));
    json.writeBooleanField("alive", p.alive());
    json.writeNumberField("running", p.load().running());
    json.writeNumberField("lag_seconds", p.load().lag() / 1e9);
    json.writeEndObject();
  }
}
