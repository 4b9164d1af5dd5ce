package io.foretide.hub.fleet;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.alarm.Alarms;
import io.foretide.core.engine.Engine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.grade.Grade;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.hub.fleet.Fleet.Cell;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** {@code /api/v1/fleet}: every series as a few numbers, in columns. */
public final class FleetRoutes {
  private static final int MOST = 20_000;
  private static final int UNKNOWN = Grade.values().length;
  private final Fleet fleet;
  private final SensorInformationProvider series;

  public FleetRoutes(
      SensorInformationProvider series,
      SensorGrades grades,
      Engine engine,
      Optional<Alarms> alarms) {
    this.series = series;
    this.fleet = new Fleet(series, grades, engine, alarms);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/fleet",
                "State, grade and age of every series, in columns.",
                "Fleet",
                this::list)
            .with(
                Param.text("search", "Part of a name, any case."),
                Param.choice("state", "Only these.", words(SeriesState.values())),
                Param.choice("grade", "Only these.", words(Grade.values())),
                Param.text("after", "The 'next' of the page before."),
                Param.number("limit", "At most this many, 1 to 20,000; 10,000 if absent."))
            .in(Route.Lane.HEAVY));
  }

  private static String[] words(Enum<?>[] of) {
    return Arrays.stream(of)
        .map(e -> e.name().toLowerCase(java.util.Locale.ROOT))
        .toArray(String[]::new);
  }

  private Answer list(Request request) throws ProviderException {
    Query query = request.query();
    Fleet.Cells page =
        fleet.read(
            new Fleet.Wish(
                query.text("search", ""),
                query.choice("state", SeriesState.class),
                query.choice("grade", Grade.class)),
            query.text("after", ""),
            query.integer("limit", 10_000, 1, MOST),
            request.now());
    long total = series.count();
    return Answer.json(json -> {
      json.writeStartObject();
      Json.time(json, "now", request.now());
      json.writeNumberField("total", total);
      write(json, page.cells());
      json.writeStringField("next", page.next());
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, List<Cell> cells) throws IOException {
    Json.texts(json, "state_names", List.of(words(SeriesState.values())));
    json.writeArrayFieldStart("grade_names");
    for (String word : words(Grade.values())) {
      json.writeString(word);
    }
    json.writeString("unknown");
    json.writeEndArray();
    Map<String, Integer> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      groups.putIfAbsent(cell.group(), groups.size());
    }
    Json.texts(json, "group_names", groups.keySet());
    Json.texts(json, "names", cells.stream().map(Cell::name).toList());
    numbers(json, "states", cells, c -> c.state().ordinal());
    numbers(json, "grades", cells, c -> c.grade() == null ? UNKNOWN : c.grade().ordinal());
    numbers(json, "groups", cells, c -> groups.getOrDefault(c.group(), 0));
    numbers(json, "ages", cells, c -> c.newest() < 0 ? -1 : c.newest() / 1_000_000_000L);
    numbers(json, "lags", cells, c -> c.lag() / 1_000_000_000L);
    numbers(json, "models", cells, Cell::models);
  }

  /** A column of whole numbers; null where there is none, which is below zero. */
  private static void numbers(
      JsonGenerator json, String field, List<Cell> cells, ToLongFunction<Cell> of)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Cell cell : cells) {
      long n = of.applyAsLong(cell);
      if (n < 0) {
        json.writeNull();
      } else {
        json.writeNumber(n);
      }
    }
    json.writeEndArray();
  }
}
