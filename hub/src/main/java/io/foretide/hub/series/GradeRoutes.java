package io.foretide.hub.series;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.error.ProviderException;
import io.foretide.core.grade.Finding;
import io.foretide.core.grade.Grade;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.grade.SeriesGrade;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/grades} and {@code /api/v1/series/{name}/grade}: what sensors' data are worth. */
public final class GradeRoutes {
  private final SensorInformationProvider series;
  private final SensorGrades grades;

  public GradeRoutes(SensorInformationProvider series, SensorGrades grades) {
    this.series = series;
    this.grades = grades;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/grades",
                "How many series have each grade, and the worst of them as judged last.",
                "Grades",
                this::all)
            .with(Param.number("limit", "At most this many, 1 to 1,000; 100 if absent.")),
        Route.get(
            "/api/v1/series/{name}/grade",
            "What the series' recent data are worth, judged now.",
            "SeriesGrade",
            this::one));
  }

  private Answer all(Request request) throws ProviderException {
    List<SeriesGrade> worst = grades.worst(request.query().integer("limit", 100, 1, 1_000));
    return Answer.json(json -> {
      json.writeStartObject();
      counts(json, "counts", grades.counts());
      json.writeArrayFieldStart("items");
      for (SeriesGrade grade : worst) {
        write(json, grade);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer one(Request request) throws ProviderException {
    SeriesGrade grade = grades.judge(SeriesRoutes.find(series, request.variable("name")));
    return Answer.json(json -> write(json, grade));
  }

  /** Writes how many series have each grade. */
  public static void counts(JsonGenerator json, String field, Map<Grade, Integer> counts)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<Grade, Integer> e : counts.entrySet()) {
      json.writeNumberField(e.getKey().text(), e.getValue());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, SeriesGrade grade) throws IOException {
    json.writeStartObject();
    json.writeStringField("series", grade.series());
    json.writeStringField("grade", grade.grade().text());
    Json.time(json, "from", grade.from());
    Json.time(json, "to", grade.to());
    json.writeNumberField("points", grade.points());
    json.writeArrayFieldStart("findings");
    for (Finding finding : grade.findings()) {
      json.writeStartObject();
      json.writeStringField("check", finding.check().text());
      json.writeStringField("grade", finding.grade().text());
      json.writeStringField("message", finding.words());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
