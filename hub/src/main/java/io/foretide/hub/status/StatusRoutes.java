package io.foretide.hub.status;

import io.foretide.core.engine.Engine;
import io.foretide.core.error.ProviderException;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /api/v1/status}, {@code /health/*}, settings and the clock. */
public final class StatusRoutes {
  private final StatusJson status;
  private final Engine engine;
  private final Supplier<Map<String, Object>> settings;
  private final Supplier<String> storeTrouble;

  /**
   * @param storeTrouble why the store's last write failed; empty if it did not
   */
  public StatusRoutes(
      StatusJson status,
      Engine engine,
      Supplier<Map<String, Object>> settings,
      Supplier<String> storeTrouble) {
    this.storeTrouble = storeTrouble;
    this.status = status;
    this.engine = engine;
    this.settings = settings;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/status", "How the whole service is doing.", "Status", this::status),
        Route.get("/health/live", "Whether the process answers.", "Health", _ -> health("up"))
            .as(Role.OPEN),
        Route.get(
                "/health/ready",
                "Whether the engine answers and the store reads and writes; 503 if not.",
                "Health",
                this::ready)
            .as(Role.OPEN),
        Route.get(
                "/api/v1/settings",
                "The effective configuration, secrets masked.",
                "Settings",
                _ -> Answer.json(json -> Json.value(json, settings.get())))
            .as(Role.ADMIN),
        Route.send(
                "POST",
                "/api/v1/clock/accept",
                "Accepts the present clock after a step held planning.",
                "",
                "Message",
                this::accept)
            .as(Role.ADMIN),
        Route.send(
                "POST",
                "/api/v1/clock/repair",
                "Un-covers what a wrong clock marked empty.",
                "",
                "Repaired",
                this::repair)
            .as(Role.ADMIN));
  }

  private Answer status(Request request) throws ProviderException {
    return Answer.bytes(200, Answer.JSON, status.bytes());
  }

  private Answer ready(Request request) throws ProviderException {
    var unused = status.bytes();
    if (!storeTrouble.get().isEmpty()) {
      // The reason names files and is not for everybody: it is in the status.
      throw new ApiError(
          503, "store", "the store does not write: see /api/v1/status or the log", null, 10);
    }
    return health("ready");
  }

  private static Answer health(String word) {
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("status", word);
      json.writeEndObject();
    });
  }

  private Answer accept(Request request) throws ProviderException {
    String said = engine.acceptClock();
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("message", said);
      json.writeEndObject();
    });
  }

  private Answer repair(Request request) throws ProviderException {
    long intervals = engine.repairClock();
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeNumberField("uncovered", intervals);
      json.writeEndObject();
    });
  }
}
