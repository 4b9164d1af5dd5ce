package io.foretide.hub.explore;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.engine.Engine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.explore.Survey.Found;
import io.foretide.hub.explore.Survey.Ranked;
import io.foretide.hub.explore.Survey.Scored;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.List;

/** {@code /api/v1/explore}: series ranked by how unlike their own past they were in a range. */
public final class ExploreRoutes {
  private static final int MOST_DETECTORS = 50;
  private static final long BUDGET = 20 * Instants.SECOND;
  private final SensorInformationProvider series;
  private final Survey survey;
  private final Recent recent;

  public ExploreRoutes(
      SensorInformationProvider series,
      SensorDataProvider data,
      Engine engine,
      PredictionHistory predictions,
      WallClock clock) {
    this.series = series;
    this.survey = new Survey(series, data, engine, predictions, clock, BUDGET);
    this.recent = new Recent(clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/explore",
                "Series ranked by how unlike their own past they were in a range.",
                "Explore",
                this::explore)
            .with(Param.range("an hour before 'to' if absent"))
            .with(
                Param.number("windows", "Earlier ranges to compare with, 4 to 28; 14 if absent."),
                Param.text("search", "Part of a series' name, any case."),
                Param.number("offset", "How many to skip."),
                Param.number("limit", "At most this many, 1 to 1,000; 50 if absent."))
            .in(Route.Lane.HEAVY));
  }

  private Answer explore(Request request) throws ProviderException, IOException {
    Query query = request.query();
    Windows windows =
        Windows.of(
            query.lately(Instants.HOUR), query.integer("windows", 14, Unusual.LEAST_WINDOWS, 28));
    String search = query.text("search", "");
    int offset = query.integer("offset", 0, 0, Integer.MAX_VALUE);
    int limit = query.integer("limit", 50, 1, 1_000);
    Found found = found(windows, search);
    long total = series.count();
    return Answer.json(json -> write(json, found, total, offset, limit));
  }

  private Found found(Windows windows, String search) throws ProviderException, IOException {
    Recent.Key key = new Recent.Key(windows, search);
    Found known = recent.get(key);
    if (known == null) {
      known = survey.run(windows, search);
      recent.put(key, known);
    }
    return known;
  }

  private static void write(JsonGenerator json, Found found, long total, int offset, int limit)
      throws IOException {
    Windows w = found.windows();
    List<Ranked> ranked = found.series();
    int end = (int) Math.min(ranked.size(), (long) offset + limit);
    json.writeStartObject();
    Json.range(json, w.range());
    Json.seconds(json, "step_seconds", w.step());
    Json.seconds(json, "shift_seconds", w.shift());
    json.writeNumberField("windows", w.earlier());
    json.writeNumberField("series", total);
    json.writeNumberField("looked", found.looked());
    json.writeNumberField("untold", found.untold());
    json.writeNumberField("silent", ranked.stream().filter(r -> r.found().silent()).count());
    json.writeBooleanField("complete", found.complete());
    json.writeNumberField("total", ranked.size());
    json.writeArrayFieldStart("items");
    for (Ranked r : ranked.subList(Math.min(offset, end), end)) {
      item(json, w, r);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("detectors");
    for (Scored s : found.detectors().stream().limit(MOST_DETECTORS).toList()) {
      json.writeStartObject();
      json.writeStringField("model", s.model());
      Json.texts(json, "inputs", s.inputs());
      Json.number(json, "score", s.score());
      Json.time(json, "at", s.at());
      json.writeNumberField("alarms", s.alarms());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("next", end < ranked.size() ? Integer.toString(end) : null);
    json.writeEndObject();
  }

  private static void item(JsonGenerator json, Windows w, Ranked ranked) throws IOException {
    Unusual u = ranked.found();
    json.writeStartObject();
    json.writeStringField("series", ranked.series());
    json.writeStringField("unit", ranked.unit());
    Json.number(json, "score", u.score());
    json.writeBooleanField("silent", u.silent());
    json.writeNumberField("windows", u.windows());
    json.writeNumberField("above", u.above());
    Json.time(json, "at", u.bucket() < 0 ? Instants.MAX : w.start(u.bucket()));
    Json.number(json, "value", u.value());
    Json.number(json, "usual", u.usual());
    json.writeEndObject();
  }
}
