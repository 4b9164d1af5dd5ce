package io.foretide.hub.coverage;

import io.foretide.core.engine.Backfill;
import io.foretide.core.engine.Engine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Nearest;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import io.foretide.hub.models.Find;
import io.foretide.hub.models.Spans;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/backfill}: computes intervals, again or at last. */
public final class BackfillRoutes {
  private static final List<String> KNOWN = List.of("models", "from", "to", "mode", "dry_run");
  private final Engine engine;

  public BackfillRoutes(Engine engine) {
    this.engine = engine;
  }

  public List<Route> routes() {
    return List.of(
        Route.send(
            "POST",
            "/api/v1/backfill",
            "Computes intervals of a range, again or at last; a dry run only counts them.",
            "Backfill",
            "BackfillPlan",
            this::backfill));
  }

  private Answer backfill(Request request) throws ProviderException, IOException {
    Map<String, Object> body = request.jsonObject();
    for (String key : body.keySet()) {
      if (!KNOWN.contains(key)) {
        throw ApiError.invalid(
            key, "'" + key + "' is not known" + Nearest.hint(key, KNOWN) + " of " + KNOWN);
      }
    }
    Backfill wish =
        new Backfill(models(body.get("models")), Spans.read(body, request.now()), mode(body));
    if (!(body.getOrDefault("dry_run", false) instanceof Boolean dry)) {
      throw ApiError.invalid("dry_run", "dry_run: expected true or false");
    }
    return answer(dry ? engine.preview(wish) : engine.start(wish), !dry);
  }

  private List<String> models(@Nullable Object value) throws ProviderException {
    List<String> names = new ArrayList<>();
    if (value == null) {
      return names;
    }
    if (!(value instanceof List<?> list)) {
      throw ApiError.invalid("models", "models: expected a list of names, empty for all");
    }
    for (Object item : list) {
      if (!(item instanceof String name)) {
        throw ApiError.invalid("models", "models: expected names, found " + item);
      }
      names.add(Find.model(engine, name).model().name());
    }
    return names;
  }

  private static Backfill.Mode mode(Map<String, Object> body) {
    Object value = body.getOrDefault("mode", "only_missing");
    for (Backfill.Mode mode : Backfill.Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(value)) {
        return mode;
      }
    }
    throw ApiError.invalid("mode", "mode '" + value + "': expected only_missing, failed or all");
  }

  private static Answer answer(Backfill.Plan plan, boolean started) {
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeNumberField("intervals", plan.intervals());
      Json.number(json, "seconds", plan.seconds() < 0 ? Double.NaN : plan.seconds());
      json.writeArrayFieldStart("models");
      for (Backfill.Line line : plan.perModel()) {
        json.writeStartObject();
        json.writeStringField("model", line.model());
        json.writeNumberField("missing", line.missing());
        json.writeNumberField("rerun", line.rerun());
        json.writeNumberField("moved", line.moved());
        json.writeNumberField("lost", line.lost());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeBooleanField("started", started);
      json.writeEndObject();
    });
  }
}
