package io.foretide.hub.models;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.engine.RunnerStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/models}: looking at models. */
public final class ModelRoutes {
  private final Engine engine;

  public ModelRoutes(Engine engine) {
    this.engine = engine;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/models", "A page of models.", "ModelPage", this::list)
            .with(filters())
            .with(Param.number("limit", "At most this many, 1 to 1,000; 100 if absent.")),
        Route.get("/api/v1/models/{name}", "One model.", "ModelDetail", this::one),
        Route.get(
            "/api/v1/models/{name}/status",
            "What runs a model, asked now.",
            "RunnerStatus",
            this::runner));
  }

  /** Query parameters that choose and sort models. */
  public static List<Param> filters() {
    return List.of(
        Param.text("search", "Part of a name or group, any case."),
        Param.choice("health", "Only these.", "failing", "behind", "filling", "ok", "paused"),
        Param.choice("sort", "Worst first if absent.", "worst", "name", "lag"),
        Param.number("offset", "How many to skip."));
  }

  public static ModelStatus.@Nullable Health health(Query query) {
    return query.choice("health", ModelStatus.Health.class);
  }

  public static Engine.ModelOrder order(Query query) {
    return switch (Objects.requireNonNullElse(query.choice("sort", Sort.class), Sort.WORST)) {
      case WORST -> Engine.ModelOrder.WORST_FIRST;
      case NAME -> Engine.ModelOrder.NAME;
      case LAG -> Engine.ModelOrder.LAG;
    };
  }

  private enum Sort {
    WORST,
    NAME,
    LAG
  }

  private Answer list(Request request) throws ProviderException {
    Query query = request.query();
    int limit = query.integer("limit", 100, 1, 1_000);
    int offset = query.integer("offset", 0, 0, 10_000_000);
    String search = query.text("search", "");
    ModelStatus.@Nullable Health health = health(query);
    List<ModelStatus> found = engine.models(search, health, order(query), offset, limit + 1);
    List<ModelStatus> page = found.subList(0, Math.min(limit, found.size()));
    boolean more = found.size() > limit;
    long total =
        search.isEmpty() && health == null
            ? engine.status().models()
            : more ? -1 : offset + page.size();
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (ModelStatus status : page) {
        ModelJson.summary(json, status);
      }
      json.writeEndArray();
      json.writeStringField("next", more ? Integer.toString(offset + limit) : null);
      if (total >= 0) {
        json.writeNumberField("total", total);
      }
      json.writeEndObject();
    });
  }

  private Answer one(Request request) throws ProviderException {
    ModelStatus status = Find.model(engine, request.variable("name"));
    return Answer.json(json -> ModelJson.detail(json, status));
  }

  private Answer runner(Request request) throws ProviderException {
    String name = Find.model(engine, request.variable("name")).model().name();
    RunnerStatus runner = engine.runner(name);
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("model", name);
      json.writeStringField("kind", runner.kind());
      json.writeBooleanField("ready", runner.ready());
      json.writeStringField("status", runner.text());
      json.writeEndObject();
    });
  }
}
