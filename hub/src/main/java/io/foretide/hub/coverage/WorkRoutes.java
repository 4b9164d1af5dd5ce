package io.foretide.hub.coverage;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.Explanation;
import io.foretide.core.engine.Planned;
import io.foretide.core.error.ProviderException;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import io.foretide.hub.models.Find;
import io.foretide.hub.models.ModelJson;
import java.util.List;

/** What runs, what would run next, and the life of one interval. */
public final class WorkRoutes {
  private static final Param LIMIT =
      Param.number("limit", "At most this many, 1 to 10,000; 1,000 if absent.");
  private final Engine engine;

  public WorkRoutes(Engine engine) {
    this.engine = engine;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/tasks", "What is in flight.", "PlannedPage", this::tasks).with(LIMIT),
        Route.get("/api/v1/plan", "What would be sent next, and why.", "PlannedPage", this::plan)
            .with(Param.text("model", "Only this model."), LIMIT),
        Route.get(
                "/api/v1/models/{name}/explain",
                "The life of one interval.",
                "Explanation",
                this::explain)
            .with(Param.text("at", "An instant inside the interval.").needed()));
  }

  private Answer tasks(Request request) {
    return page(engine.tasks(request.query().integer("limit", 1_000, 1, 10_000)));
  }

  private Answer plan(Request request) throws ProviderException {
    String model = request.query().text("model", "");
    if (!model.isEmpty()) {
      Find.model(engine, model);
    }
    return page(engine.plan(model, request.query().integer("limit", 1_000, 1, 10_000)));
  }

  private static Answer page(List<Planned> planned) {
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (Planned p : planned) {
        json.writeStartObject();
        json.writeStringField("model", p.model());
        json.writeNumberField("revision", p.revision());
        Json.range(json, p.instants());
        json.writeNumberField("cells", p.cells().length());
        json.writeStringField("lane", ModelJson.lower(p.lane()));
        json.writeNumberField("attempt", p.attempt());
        Json.time(json, "since", p.since() == 0 ? Long.MAX_VALUE : p.since());
        Json.time(json, "retry_at", p.retryAt() == 0 ? Long.MAX_VALUE : p.retryAt());
        json.writeStringField("why", p.why());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNullField("next");
      json.writeEndObject();
    });
  }

  private Answer explain(Request request) throws ProviderException {
    String name = Find.model(engine, request.variable("name")).model().name();
    long at = request.query().time("at", Long.MIN_VALUE);
    if (at == Long.MIN_VALUE) {
      throw ApiError.bad("at", "at is empty: expected an instant such as 2026-01-31T08:00:00Z");
    }
    Explanation e = engine.explain(name, at);
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("model", e.model());
      json.writeNumberField("revision", e.revision());
      json.writeObjectFieldStart("interval");
      Json.range(json, e.interval());
      json.writeEndObject();
      Json.time(json, "due_at", e.dueAt());
      json.writeStringField("state", ModelJson.lower(e.state()));
      json.writeArrayFieldStart("steps");
      for (Explanation.Step step : e.steps()) {
        json.writeStartObject();
        Json.time(json, "time", step.time() == 0 ? Long.MAX_VALUE : step.time());
        json.writeStringField("what", step.what());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }
}
