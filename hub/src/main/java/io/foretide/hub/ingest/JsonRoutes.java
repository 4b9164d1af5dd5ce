package io.foretide.hub.ingest;

import io.foretide.core.sensor.PointSink;
import io.foretide.core.sensor.PointSink.Written;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Errors;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import io.foretide.ingest.Rejection;
import io.foretide.ingest.json.JsonBatch;
import io.foretide.ingest.json.JsonPoints;
import io.foretide.ingest.json.MalformedJson;
import io.foretide.ingest.line.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code POST /api/v1/series/{name}/points}: points of one series as JSON or NDJSON. */
public final class JsonRoutes {
  private final JsonPoints reader;
  private final MeteredSink points;

  public JsonRoutes(JsonPoints reader, MeteredSink points) {
    this.reader = reader;
    this.points = points;
  }

  public List<Route> routes() {
    return List.of(
        Route.send(
                "POST",
                "/api/v1/series/{name}/points",
                "Writes points of one series; 422 if none of them could be taken.",
                "NewPoints",
                "Written",
                this::write)
            .with(Param.text("precision", "Unit of numeric times: ms if absent; ns, us, s."))
            .in(Route.Lane.INGEST));
  }

  private Answer write(Request request) throws IOException {
    JsonBatch batch = read(request);
    points.refused(batch.rejected());
    try {
      Written written = batch.points().isEmpty() ? new Written(0, 0) : points.write(batch.points());
      boolean none = batch.rejected() > 0 && written.points() == 0;
      return answer(none ? 422 : 200, written, batch);
    } catch (PointSink.Busy e) {
      throw Errors.error(e, "points");
    }
  }

  private JsonBatch read(Request request) throws IOException {
    String type = request.header("Content-Type");
    boolean lines = type.contains("ndjson") || type.contains("jsonl");
    if (!type.isEmpty() && !type.contains("json")) {
      throw new ApiError(
          415,
          "unsupported_media_type",
          "content type '"
              + type
              + "' is not taken here: send application/json or application/x-ndjson",
          null,
          0);
    }
    Precision unit = precision(request);
    InputStream body = request.body(request.limits().ingestBytes());
    String series = request.variable("name");
    try {
      return lines ? reader.readLines(body, series, unit) : reader.read(body, series, unit);
    } catch (MalformedJson e) {
      throw ApiError.bad(null, String.valueOf(e.getMessage()));
    }
  }

  private static Precision precision(Request request) {
    try {
      return Precision.parse(request.query().text("precision", "ms"));
    } catch (IllegalArgumentException e) {
      throw ApiError.bad("precision", String.valueOf(e.getMessage()));
    }
  }

  private static Answer answer(int status, Written written, JsonBatch batch) {
    return Answer.json(
        status,
        json -> {
          json.writeStartObject();
          json.writeNumberField("written", written.points());
          json.writeNumberField("changed", written.changed());
          json.writeNumberField("skipped", batch.skipped());
          json.writeNumberField("rejected_total", batch.rejected());
          json.writeArrayFieldStart("rejected");
          for (Rejection r : batch.first()) {
            json.writeStartObject();
            json.writeNumberField("index", r.at());
            json.writeStringField("reason", r.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
