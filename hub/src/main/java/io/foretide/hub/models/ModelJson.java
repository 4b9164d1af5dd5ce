package io.foretide.hub.models;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Durations;
import io.foretide.hub.http.Json;
import io.foretide.hub.status.StatusJson;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Models as JSON. */
public final class ModelJson {
  private ModelJson() {}

  static void summary(JsonGenerator json, ModelStatus status) throws IOException {
    json.writeStartObject();
    summaryFields(json, status);
    json.writeEndObject();
  }

  static void detail(JsonGenerator json, ModelStatus status) throws IOException {
    json.writeStartObject();
    summaryFields(json, status);
    Model model = status.model();
    Map<String, Object> file = ModelFile.write(model.definition());
    Json.value(json, "definition", file);
    json.writeStringField("yaml", Yaml.text(file));
    json.writeArrayFieldStart("revisions");
    List<Revision> revisions = model.revisions();
    for (int i = 0; i < revisions.size(); i++) {
      revision(json, revisions, i);
    }
    json.writeEndArray();
    json.writeNumberField("version", model.version());
    json.writeEndObject();
  }

  private static void revision(JsonGenerator json, List<Revision> all, int i) throws IOException {
    Revision r = all.get(i);
    json.writeStartObject();
    json.writeNumberField("number", r.number());
    json.writeStringField("fingerprint", r.fingerprint());
    Json.time(json, "active_from", r.activeFrom());
    Json.time(json, "active_until", r.activeUntil());
    Json.time(json, "created_at", r.createdAt());
    Json.texts(
        json,
        "changed",
        i == 0
            ? List.of()
            : Differences.between(
                ModelFile.write(all.get(i - 1).definition()), ModelFile.write(r.definition())));
    json.writeFieldName("training");
    TrainingJson.training(json, r.training());
    json.writeEndObject();
  }

  private static void summaryFields(JsonGenerator json, ModelStatus s) throws IOException {
    Model model = s.model();
    ModelDefinition d = model.definition();
    json.writeNumberField("id", model.id().value());
    json.writeStringField("name", d.name());
    json.writeStringField("group", d.group());
    json.writeStringField("description", d.description());
    json.writeStringField("state", lower(model.state()));
    json.writeStringField("health", lower(s.health()));
    json.writeStringField("summary", s.needs().summary());
    Json.texts(json, "inputs", d.inputs());
    schedule(json, d.schedule());
    json.writeStringField("resolution", Durations.format(d.resolution()));
    Json.seconds(json, "resolution_seconds", d.resolution());
    Json.value(json, "run", Map.of(d.run().kind(), d.run().settings()));
    Json.texts(json, "outputs", s.needs().outputs());
    json.writeStringField("lookback", Durations.format(s.needs().lookback()));
    json.writeStringField("horizon", Durations.format(s.needs().horizon()));
    json.writeNumberField("revision", model.active().number());
    StatusJson.tally(json, s.tally());
    Json.number(json, "complete", s.tally().complete());
    Json.time(json, "frontier", s.frontier());
    Json.seconds(json, "lag_seconds", s.lag());
    Json.time(json, "next_due", s.nextDue());
    json.writeStringField("last_error", s.lastError());
    json.writeNumberField("retries", s.retries());
    json.writeStringField("waits_for", s.waitsFor());
    json.writeFieldName("training");
    TrainingJson.status(json, s.training());
    Json.time(json, "created_at", model.createdAt());
  }

  /** What a row of the coverage matrix shows of its model. */
  public static void lite(JsonGenerator json, ModelStatus s) throws IOException {
    ModelDefinition d = s.model().definition();
    json.writeStartObject();
    json.writeStringField("name", d.name());
    json.writeStringField("group", d.group());
    json.writeStringField("state", lower(s.model().state()));
    json.writeStringField("health", lower(s.health()));
    Json.seconds(json, "lag_seconds", s.lag());
    Json.number(json, "complete", s.tally().complete());
    schedule(json, d.schedule());
    json.writeNumberField("revision", s.model().active().number());
    json.writeStringField("last_error", s.lastError());
    json.writeEndObject();
  }

  private static void schedule(JsonGenerator json, Schedule schedule) throws IOException {
    switch (schedule) {
      case Schedule.ByTime t -> {
        json.writeStringField("every", Durations.format(t.grid().every()));
        Json.seconds(json, "every_seconds", t.grid().every());
        json.writeStringField("delay", Durations.format(t.delay()));
      }
      case Schedule.ByPoints p -> {
        json.writeStringField("every", p.count() + " points");
        json.writeNullField("every_seconds");
        json.writeStringField("delay", "0s");
      }
    }
  }

  public static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
