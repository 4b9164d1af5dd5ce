package io.foretide.hub.tryout;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import io.foretide.hub.tryout.Backtests.DetectWish;
import io.foretide.hub.tryout.Backtests.Detection;
import io.foretide.hub.tryout.Backtests.Method;
import io.foretide.hub.tryout.Backtests.Origin;
import io.foretide.hub.tryout.Backtests.Parameter;
import io.foretide.hub.tryout.Backtests.Result;
import io.foretide.hub.tryout.Backtests.Score;
import io.foretide.hub.tryout.Backtests.Values;
import io.foretide.hub.tryout.Backtests.Wish;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code /api/v1/methods}, {@code /api/v1/backtests} and {@code /api/v1/detections}: trying before
 * making a model.
 */
public final class TryRoutes implements AutoCloseable {
  private static final int MOST_STEPS = 4_000;
  private static final int MOST_SCORED = 8_000;
  private static final int MOST_ORIGINS = 50;
  private static final int SHOWN = 12;
  private static final long BUDGET = 15 * Instants.SECOND;
  private static final Set<String> DETECT_KEYS =
      Set.of("series", "method", "parameters", "step", "train");
  private static final Set<String> KEYS =
      Set.of("series", "method", "parameters", "season", "horizon", "step", "origins");

  private final Backtests backtests;
  private final History history;
  private final Bench bench = new Bench(BUDGET);

  public TryRoutes(Backtests backtests, SensorInformationProvider series, SensorDataProvider data) {
    this.backtests = backtests;
    this.history = new History(series, data);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/methods",
            "Methods of forecasting and of detecting, and their settings.",
            "Methods",
            _ -> list()),
        Route.send(
                "POST",
                "/api/v1/backtests",
                "Tries a method on the history of a series, beside seasonal naive; stores nothing.",
                "BacktestWish",
                "Backtest",
                this::run)
            .as(Role.READ)
            .in(Route.Lane.HEAVY),
        Route.send(
                "POST",
                "/api/v1/detections",
                "Scores the history of a series with a detector; stores nothing.",
                "DetectionWish",
                "Detection",
                this::detect)
            .as(Role.READ)
            .in(Route.Lane.HEAVY));
  }

  private Answer detect(Request request) throws ProviderException, IOException {
    Map<String, Object> body = request.jsonObject();
    known(body, DETECT_KEYS);
    SeriesInfo info = history.series(text(body, "series", ""));
    DetectWish wish =
        new DetectWish(
            text(body, "method", "mad"),
            parameters(body.get("parameters")),
            text(body, "train", ""));
    Values values = history.newest(info, text(body, "step", ""), MOST_SCORED);
    Detection found = bench.run(_ -> backtests.detect(wish, values));
    return Answer.json(json -> DetectionJson.write(json, wish, info, values, found));
  }

  private static void known(Map<String, Object> body, Set<String> keys) {
    for (String key : body.keySet()) {
      if (!keys.contains(key)) {
        throw ApiError.bad(key, "'" + key + "' is not known: expected " + keys);
      }
    }
  }

  private Answer list() {
    return Answer.json(json -> {
      json.writeStartObject();
      methods(json, "items", backtests.methods());
      methods(json, "detectors", backtests.detectors());
      json.writeEndObject();
    });
  }

  private static void methods(JsonGenerator json, String field, List<Method> all)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Method m : all) {
      json.writeStartObject();
      json.writeStringField("name", m.name());
      json.writeStringField("description", m.description());
      json.writeStringField("seasons", m.seasons());
      json.writeArrayFieldStart("parameters");
      for (Parameter p : m.parameters()) {
        json.writeStartObject();
        json.writeStringField("name", p.name());
        json.writeStringField("takes", p.takes());
        json.writeStringField("description", p.description());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private Answer run(Request request) throws ProviderException, IOException {
    Map<String, Object> body = request.jsonObject();
    known(body, KEYS);
    SeriesInfo info = history.series(text(body, "series", ""));
    Wish wish =
        new Wish(
            text(body, "method", "auto"),
            parameters(body.get("parameters")),
            text(body, "season", "auto"),
            text(body, "horizon", ""),
            origins(body.get("origins")));
    Values values = history.newest(info, text(body, "step", ""), MOST_STEPS);
    Result result = bench.run(over -> backtests.run(wish, values, over));
    return Answer.json(
        json -> write(json, wish, info.attributes().getOrDefault("unit", ""), values, result));
  }

  private static String text(Map<String, Object> body, String key, String absent) {
    Object value = body.getOrDefault(key, absent);
    return value.toString().isBlank() ? absent : value.toString();
  }

  private static int origins(@org.jspecify.annotations.Nullable Object value) {
    if (value == null) {
      return 10;
    }
    if (value instanceof Integer n && n >= 1 && n <= MOST_ORIGINS) {
      return n;
    }
    throw ApiError.bad(
        "origins", "origins " + value + ": expected a whole number from 1 to " + MOST_ORIGINS);
  }

  private static Map<String, String> parameters(@org.jspecify.annotations.Nullable Object value) {
    Map<String, String> out = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> out.put(k.toString(), String.valueOf(v)));
    } else if (value != null) {
      throw ApiError.bad("parameters", "parameters: expected an object of names and values");
    }
    return out;
  }

  private static void write(
      JsonGenerator json, Wish wish, String unit, Values values, Result result) throws IOException {
    json.writeStartObject();
    json.writeStringField("series", values.series());
    json.writeStringField("unit", unit);
    json.writeStringField("method", wish.method());
    json.writeStringField("step", Durations.format(values.step()));
    json.writeStringField("horizon", Durations.format(result.horizon() * values.step()));
    json.writeArrayFieldStart("seasons");
    for (int season : result.seasons()) {
      json.writeString(Durations.format(season * values.step()));
    }
    json.writeEndArray();
    json.writeNumberField("values", values.values().length);
    json.writeBooleanField("complete", result.complete());
    json.writeArrayFieldStart("scores");
    for (Score s : result.scores()) {
      score(json, s);
    }
    json.writeEndArray();
    origins(json, values, result);
    json.writeEndObject();
  }

  private static void score(JsonGenerator json, Score s) throws IOException {
    json.writeStartObject();
    json.writeStringField("method", s.method());
    json.writeNumberField("origins", s.origins());
    json.writeNumberField("refused", s.refused());
    json.writeStringField("why", s.why());
    Json.number(json, "mae", s.mae());
    Json.number(json, "mase", s.mase());
    Json.number(json, "smape", s.smape());
    Json.number(json, "coverage_80", s.coverage80());
    Json.number(json, "coverage_95", s.coverage95());
    Json.number(json, "seconds", s.seconds());
    json.writeEndObject();
  }

  /** The newest forecasts, and the values from a little before them on. */
  private static void origins(JsonGenerator json, Values values, Result result) throws IOException {
    List<Origin> all = result.origins();
    List<Origin> shown = all.subList(Math.max(0, all.size() - SHOWN), all.size());
    int n = values.values().length;
    int from =
        shown.isEmpty()
            ? Math.max(0, n - 1_000)
            : Math.max(0, shown.getFirst().at() - 3 * result.horizon());
    json.writeArrayFieldStart("origins");
    for (Origin o : shown) {
      json.writeStartObject();
      Json.time(json, "origin", values.times()[o.at()]);
      Json.millis(
          json, "times", Arrays.copyOfRange(values.times(), o.at(), o.at() + o.mean().length));
      Json.numbers(json, "mean", o.mean());
      Json.numbers(json, "lo_95", o.low());
      Json.numbers(json, "hi_95", o.high());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("actual");
    Json.millis(json, "times", Arrays.copyOfRange(values.times(), from, n));
    Json.numbers(json, "values", Arrays.copyOfRange(values.values(), from, n));
    json.writeEndObject();
  }

  @Override
  public void close() {
    bench.close();
  }
}
