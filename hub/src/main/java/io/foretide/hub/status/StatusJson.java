package io.foretide.hub.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.alarm.Alarms;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.EngineStatus;
import io.foretide.core.engine.Tally;
import io.foretide.core.error.ProviderException;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.hub.http.Json;
import io.foretide.hub.ingest.MeteredSink;
import io.foretide.hub.series.GradeRoutes;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** How the whole service is doing, as JSON. Thread-safe. */
public final class StatusJson {
  private final Engine engine;
  private final SensorInformationProvider series;
  private final MeteredSink points;
  private final SensorGrades grades;
  private final Optional<Alarms> alarms;
  private final String version;
  private final Supplier<String> storeTrouble;

  public StatusJson(
      Engine engine,
      SensorInformationProvider series,
      MeteredSink points,
      SensorGrades grades,
      Optional<Alarms> alarms,
      String version,
      Supplier<String> storeTrouble) {
    this.storeTrouble = storeTrouble;
    this.engine = engine;
    this.series = series;
    this.points = points;
    this.grades = grades;
    this.alarms = alarms;
    this.version = version;
  }

  /** The status now, as UTF-8 text. */
  public byte[] bytes() throws ProviderException {
    EngineStatus s = engine.status();
    long known = series.count();
    int open = alarms.isPresent() ? alarms.get().open() : 0;
    return Json.bytes(json -> write(json, s, known, open));
  }

  private void write(JsonGenerator json, EngineStatus s, long known, int open) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", version);
    Json.time(json, "now", s.now());
    Json.time(json, "started_at", s.startedAt());
    json.writeNumberField("models", s.models());
    json.writeNumberField("paused", s.paused());
    json.writeNumberField("behind", s.behind());
    json.writeNumberField("failing", s.failing());
    json.writeNumberField("filling", s.filling());
    tally(json, s.tally());
    Json.number(json, "complete", s.tally().complete());
    Json.number(json, "due_per_hour", s.duePerHour());
    Json.number(json, "committed_per_second", s.committedPerSecond());
    Json.seconds(json, "lag_p99_seconds", s.lagP99());
    Json.seconds(json, "lag_max_seconds", s.lagMax());
    Json.number(json, "backlog_seconds", s.backlogSeconds() < 0 ? Double.NaN : s.backlogSeconds());
    json.writeNumberField("retries", s.retries());
    json.writeStringField("clock_notice", s.clockNotice());
    json.writeStringField("queue_notice", s.queueNotice());
    json.writeStringField("store_notice", storeTrouble.get());
    json.writeNumberField("series", known);
    json.writeNumberField("points_written", points.points());
    json.writeNumberField("open_alarms", open);
    GradeRoutes.counts(json, "grades", grades.counts());
    json.writeObjectFieldStart("ingest");
    Json.number(json, "points_per_second", points.pointsPerSecond());
    json.writeNumberField("rejected", points.rejected());
    json.writeNumberField("busy", points.busy());
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Writes the field {@code tally}. */
  public static void tally(JsonGenerator json, Tally t) throws IOException {
    json.writeObjectFieldStart("tally");
    json.writeNumberField("predicted", t.predicted());
    json.writeNumberField("empty", t.empty());
    json.writeNumberField("failed", t.failed());
    json.writeNumberField("in_flight", t.inFlight());
    json.writeNumberField("missing", t.missing());
    json.writeNumberField("handed_off", t.handedOff());
    json.writeNumberField("due", t.due());
    json.writeEndObject();
  }
}
