package io.foretide.hub.ingest;

import io.foretide.core.sensor.PointSink;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Errors;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import io.foretide.ingest.line.LineErrors;
import io.foretide.ingest.line.LineProtocol;
import io.foretide.ingest.line.LineReport;
import io.foretide.ingest.line.Precision;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** InfluxDB's write addresses, so that Telegraf and other clients work unchanged. */
public final class LineRoutes {
  private static final String LINES = "text/plain";
  private static final Param PRECISION =
      Param.text("precision", "Unit of times: ns, us, ms, s, m or h; ns if absent.");
  private final LineProtocol lines;
  private final MeteredSink points;
  private final String version;

  public LineRoutes(LineProtocol lines, MeteredSink points, String version) {
    this.lines = lines;
    this.points = points;
    this.version = version;
  }

  public List<Route> routes() {
    return List.of(
        Route.send("POST", "/write", "InfluxDB 1: line protocol.", LINES, "", this::writeV1)
            .with(
                Param.text("db", "Taken and not used."),
                Param.text("rp", "Taken and not used."),
                Param.text("consistency", "Taken and not used."),
                PRECISION)
            .with(credentials())
            .in(Route.Lane.INGEST),
        Route.send("POST", "/api/v2/write", "InfluxDB 2: line protocol.", LINES, "", this::writeV2)
            .with(
                Param.text("org", "Taken and not used."),
                Param.text("orgID", "Taken and not used."),
                Param.text("bucket", "Taken and not used."),
                PRECISION)
            .in(Route.Lane.INGEST),
        Route.send(
                "POST",
                "/query",
                "InfluxDB 1: only CREATE DATABASE, which does nothing.",
                "application/x-www-form-urlencoded",
                "Results",
                this::query)
            .with(Param.text("q", "The statement."), Param.text("db", "Taken and not used."))
            .with(credentials()),
        Route.get("/ping", "InfluxDB: whether the server answers.", "", this::ping)
            .with(
                Param.text("verbose", "Taken and not used."),
                Param.text("wait_for_leader", "Taken and not used."))
            .as(Role.OPEN));
  }

  private static List<Param> credentials() {
    return List.of(
        Param.text("u", "InfluxDB 1 user; taken and not used."),
        Param.text("p", "InfluxDB 1 password: the token."));
  }

  private Answer ping(Request request) {
    return Answer.empty(204).header("X-Influxdb-Version", "foretide-" + version);
  }

  private Answer query(Request request) {
    String q = request.query().text("q", "").strip().toUpperCase(Locale.ROOT);
    if (!q.isEmpty() && !q.startsWith("CREATE DATABASE")) {
      throw ApiError.bad("q", "only CREATE DATABASE is answered: read points from /api/v1/series");
    }
    return Answer.text(200, Answer.JSON, "{\"results\":[{\"statement_id\":0}]}");
  }

  private Answer writeV1(Request request) throws IOException {
    LineReport report = write(request);
    LineErrors errors = report.errors();
    if (errors.isEmpty()) {
      return Answer.empty(204);
    }
    String message = errors.v1Message(report.lines() > 0);
    return Answer.json(400, json -> Json.value(json, Map.of("error", message)));
  }

  private Answer writeV2(Request request) throws IOException {
    LineReport report = write(request);
    LineErrors errors = report.errors();
    if (errors.isEmpty()) {
      return Answer.empty(204);
    }
    String message = errors.v2Message(report.lines() > 0);
    return Answer.json(
        400,
        json -> {
          json.writeStartObject();
          json.writeStringField("code", "invalid");
          json.writeStringField("message", message);
          json.writeNumberField("line", errors.line());
          json.writeEndObject();
        });
  }

  private LineReport write(Request request) throws IOException {
    Precision precision = precision(request);
    try {
      LineReport report =
          lines.write(request.body(request.limits().ingestBytes()), precision, points);
      points.refused(report.errors().dropped());
      return report;
    } catch (PointSink.Busy e) {
      throw Errors.error(e, "write");
    }
  }

  private static Precision precision(Request request) {
    try {
      return Precision.parse(request.query().text("precision", ""));
    } catch (IllegalArgumentException e) {
      throw ApiError.bad("precision", String.valueOf(e.getMessage()));
    }
  }
}
