package io.foretide.hub.models;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.model.Training;
import io.foretide.core.training.TrainingStatus;
import io.foretide.hub.http.Json;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trainings as JSON. */
final class TrainingJson {
  private TrainingJson() {}

  static void status(JsonGenerator json, TrainingStatus s) throws IOException {
    json.writeStartObject();
    json.writeStringField("state", ModelJson.lower(s.state()));
    Training.Cause cause = s.cause();
    json.writeStringField("cause", cause == null ? null : cause.text());
    json.writeNumberField("attempts", s.attempts());
    Json.time(json, "next_look", s.nextAt());
    json.writeStringField("why", s.why());
    json.writeEndObject();
  }

  /** What a revision learned and from what; null for one that is made of settings alone. */
  static void training(JsonGenerator json, @Nullable Training t) throws IOException {
    if (t == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("cause", t.cause().text());
    Json.time(json, "due", t.due());
    Json.time(json, "data_from", t.data().from());
    Json.time(json, "data_to", t.data().to());
    json.writeStringField("data_fingerprint", t.dataFingerprint());
    json.writeStringField("code_version", t.codeVersion());
    json.writeNumberField("artifact_bytes", t.artifactSize());
    json.writeStringField("artifact_hash", t.artifactHash());
    json.writeObjectFieldStart("metrics");
    for (Map.Entry<String, Double> e : new TreeMap<>(t.metrics()).entrySet()) {
      Json.number(json, e.getKey(), e.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("points", t.points());
    json.writeNumberField("work", t.work());
    Json.seconds(json, "seconds", t.nanos());
    json.writeEndObject();
  }
}
