package io.foretide.hub.models;

import io.foretide.core.engine.DeletePlan;
import io.foretide.core.engine.EditPlan;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.settings.Problem;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Instants;
import io.foretide.core.training.TrainingStatus;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Making, editing, pausing and deleting models, each with a dry run where it matters. */
public final class EditRoutes {
  private static final Param DRY = Param.flag("dry_run", "Only tells what would happen.");
  private final Engine engine;

  public EditRoutes(Engine engine) {
    this.engine = engine;
  }

  public List<Route> routes() {
    String one = "/api/v1/models/{name}";
    return List.of(
        Route.send(
                "POST",
                "/api/v1/models",
                "Makes a model; the body is a model file as JSON.",
                "ModelFile",
                "ModelDetail",
                this::create)
            .with(DRY),
        Route.send(
                "PUT", one, "Replaces a model's settings.", "ModelFile", "ModelDetail", this::edit)
            .with(DRY),
        Route.send(
            "PATCH", one, "Pauses or resumes a model.", "Paused", "ModelDetail", this::patch),
        Route.send("DELETE", one, "Deletes a model.", "", "DeletePlan", this::delete)
            .as(Role.ADMIN)
            .with(DRY),
        Route.send(
            "POST",
            one + "/train",
            "Trains a model with what is known now, soon.",
            "",
            "TrainingStatus",
            this::train),
        Route.send(
                "POST",
                one + "/repredict",
                "Has older intervals predicted again by the active revision.",
                "Repredict",
                "EditPlan",
                this::repredict)
            .with(DRY),
        Route.send("POST", one + "/pause", "Pauses.", "", "ModelDetail", r -> pause(r, true)),
        Route.send("POST", one + "/resume", "Resumes.", "", "ModelDetail", r -> pause(r, false)));
  }

  private Answer create(Request request) throws ProviderException, IOException {
    Map<String, Object> file = request.jsonObject();
    if (request.query().flag("dry_run")) {
      return checked(problems(file));
    }
    ModelDefinition definition = read(file);
    if (engine.model(definition.name()).isPresent()) {
      throw ApiError.conflict(
          "model '"
              + definition.name()
              + "' exists already: choose another name, or change it with PUT");
    }
    return detail(201, engine.create(definition).name());
  }

  private List<String> problems(Map<String, Object> file) throws ProviderException {
    try {
      ModelDefinition definition = ModelFile.read(file);
      engine.check(definition);
      return engine.model(definition.name()).isPresent()
          ? List.of("model: '" + definition.name() + "' exists already")
          : List.of();
    } catch (SettingsException e) {
      return e.problems().stream().map(Problem::toString).toList();
    } catch (IllegalArgumentException | ProviderException.Rejected e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static Answer checked(List<String> problems) {
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeBooleanField("ok", problems.isEmpty());
      Json.texts(json, "problems", problems);
      json.writeEndObject();
    });
  }

  private static ModelDefinition read(Map<String, Object> file) {
    try {
      return ModelFile.read(file);
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid("model", String.valueOf(e.getMessage()));
    }
  }

  private Answer edit(Request request) throws ProviderException, IOException {
    String name = request.variable("name");
    Map<String, Object> file = new LinkedHashMap<>(request.jsonObject());
    file.putIfAbsent("model", name);
    ModelStatus before = Find.model(engine, name);
    ModelDefinition definition = read(file);
    String version = request.header("If-Match").replace("\"", "");
    if (!version.isEmpty() && !version.equals(Long.toString(before.model().version()))) {
      throw ApiError.conflict(
          "model '"
              + name
              + "' is at version "
              + before.model().version()
              + ", not "
              + version
              + ": read it again and repeat the change");
    }
    if (request.query().flag("dry_run")) {
      return plan(engine.previewEdit(name, definition));
    }
    return detail(200, engine.edit(name, definition).name());
  }

  private static Answer plan(EditPlan plan) {
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeBooleanField("new_revision", plan.newRevision());
      Json.time(json, "boundary", plan.boundary() == 0 ? Instants.MAX : plan.boundary());
      json.writeStringField("summary", plan.summary());
      json.writeNumberField("repredict", plan.repredict());
      json.writeEndObject();
    });
  }

  private Answer patch(Request request) throws ProviderException, IOException {
    Map<String, Object> body = request.jsonObject();
    if (!(body.get("paused") instanceof Boolean paused) || body.size() != 1) {
      throw ApiError.invalid("paused", "expected {\"paused\": true} or {\"paused\": false}");
    }
    return pause(request, paused);
  }

  private Answer pause(Request request, boolean paused) throws ProviderException {
    String name = Find.model(engine, request.variable("name")).model().name();
    return detail(200, engine.setPaused(name, paused).name());
  }

  private Answer train(Request request) throws ProviderException {
    String name = Find.model(engine, request.variable("name")).model().name();
    TrainingStatus status = engine.train(name);
    return Answer.json(202, json -> TrainingJson.status(json, status));
  }

  private Answer repredict(Request request) throws ProviderException, IOException {
    Map<String, Object> body = request.jsonObject();
    String name = Find.model(engine, request.variable("name")).model().name();
    if (!(body.get("from") instanceof String from) || body.size() != 1) {
      throw ApiError.invalid("from", "expected {\"from\": \"2026-01-31T00:00:00Z\"}");
    }
    long instant = Query.time("from", from, request.query().now());
    return plan(engine.repredict(name, instant, request.query().flag("dry_run")));
  }

  private Answer delete(Request request) throws ProviderException {
    String name = Find.model(engine, request.variable("name")).model().name();
    if (request.query().flag("dry_run")) {
      DeletePlan plan = engine.previewDelete(name);
      return Answer.json(json -> {
        json.writeStartObject();
        json.writeStringField("model", plan.model());
        json.writeNumberField("revisions", plan.revisions());
        json.writeNumberField("intervals", plan.intervals());
        json.writeNumberField("origins", plan.origins());
        json.writeNumberField("in_flight", plan.inFlight());
        json.writeEndObject();
      });
    }
    engine.delete(name);
    return Answer.empty(204);
  }

  private Answer detail(int status, String name) throws ProviderException {
    ModelStatus model = Find.model(engine, name);
    return Answer.json(status, json -> ModelJson.detail(json, model));
  }
}
