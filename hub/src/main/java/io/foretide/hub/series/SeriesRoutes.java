package io.foretide.hub.series;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.engine.Engine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.grade.SeriesGrade;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /api/v1/series}: which series exist. */
public final class SeriesRoutes {
  private final SensorInformationProvider series;
  private final SensorDataProvider data;
  private final Engine engine;
  private final SensorGrades grades;

  public SeriesRoutes(
      SensorInformationProvider series,
      SensorDataProvider data,
      Engine engine,
      SensorGrades grades) {
    this.grades = grades;
    this.series = series;
    this.data = data;
    this.engine = engine;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/series", "A page of series by name.", "SeriesPage", this::list)
            .with(
                Param.text("search", "Part of a name, any case."),
                Param.text("after", "The 'next' of the page before."),
                Param.number("limit", "At most this many, 1 to 1,000; 100 if absent.")),
        Route.get("/api/v1/series/{name}", "One series.", "Series", this::one),
        Route.get("/api/v1/series/{name}/exists", "Whether it exists.", "Exists", this::exists),
        Route.get(
                "/api/v1/series/{name}/native-range",
                "The query that the back-end would run for a range, to see and copy.",
                "NativeRange",
                this::nativeRange)
            .with(Param.range("a week before 'to' if absent"))
            .with(Param.text("step", "Bucket length such as 10m; raw points if absent.")));
  }

  private Answer list(Request request) throws ProviderException {
    int limit = request.query().integer("limit", 100, 1, 1_000);
    List<SeriesInfo> page =
        series.list(request.query().text("search", ""), request.query().text("after", ""), limit);
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (SeriesInfo info : page) {
        write(json, info);
      }
      json.writeEndArray();
      json.writeStringField("next", page.size() < limit ? null : page.getLast().name());
      json.writeEndObject();
    });
  }

  private Answer one(Request request) throws ProviderException {
    SeriesInfo info = find(series, request.variable("name"));
    return Answer.json(json -> write(json, info));
  }

  private Answer exists(Request request) throws ProviderException {
    boolean there = series.exists(request.variable("name"));
    if (!there && request.method().equals("HEAD")) {
      return Answer.empty(404);
    }
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeBooleanField("exists", there);
      json.writeEndObject();
    });
  }

  private Answer nativeRange(Request request) throws ProviderException {
    SeriesInfo info = find(series, request.variable("name"));
    long step = request.query().duration("step", 0);
    if (step < 0) {
      throw ApiError.bad("step", "step is below zero: expected a duration such as 10m");
    }
    NativeRange range =
        data.nativeRange(
            new FrameQuery(
                List.of(info.name()),
                request.query().lately(7 * Instants.DAY),
                step,
                Aggregation.MEAN));
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("language", range.language());
      json.writeStringField("text", range.text());
      Json.value(json, "parameters", range.parameters());
      json.writeEndObject();
    });
  }

  /**
   * @throws ApiError 404 if it does not exist
   */
  static SeriesInfo find(SensorInformationProvider series, String name) throws ProviderException {
    return series
        .find(name)
        .orElseThrow(() ->
            ApiError.notFound(
                "series '"
                    + name
                    + "' does not exist: GET /api/v1/series?search=... lists those that do"));
  }

  private void write(JsonGenerator json, SeriesInfo info) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", info.name());
    if (info.points() < 0) {
      json.writeNullField("points");
    } else {
      json.writeNumberField("points", info.points());
    }
    Json.time(json, "first", info.hasPoints() ? info.first() : Instants.MAX);
    Json.time(json, "last", info.hasPoints() ? info.last() : Instants.MAX);
    Json.value(json, "attributes", info.attributes());
    Json.texts(json, "models", engine.modelsOf(info.name()));
    Optional<SeriesGrade> grade = grades.known(info.name());
    json.writeStringField("grade", grade.map(g -> g.grade().text()).orElse(null));
    json.writeStringField("finding", grade.map(SeriesGrade::words).orElse(""));
    json.writeEndObject();
  }
}
