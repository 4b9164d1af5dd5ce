package io.foretide.hub.models;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.rollout.SeasonalNaive;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Stored predictions against what really came. */
public final class AccuracyRoutes {
  private static final long MOST_ROWS = 2_000_000;
  private final Engine engine;
  private final PredictionHistory predictions;
  private final SensorDataProvider data;

  public AccuracyRoutes(Engine engine, PredictionHistory predictions, SensorDataProvider data) {
    this.engine = engine;
    this.predictions = predictions;
    this.data = data;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/models/{name}/accuracy",
                "Forecasts: error against a seasonal-naive baseline. Detectors: alarms.",
                "Accuracy",
                this::accuracy)
            .with(Param.range("30 days before 'to' if absent"))
            .with(Param.number("buckets", "Spans to report, 1 to 1,000; 60 if absent."))
            .in(Route.Lane.HEAVY));
  }

  private Answer accuracy(Request request) throws ProviderException, IOException {
    ModelStatus status = Find.model(engine, request.variable("name"));
    Range range = request.query().lately(30 * Instants.DAY);
    int buckets = request.query().integer("buckets", 60, 1, 1_000);
    long rows = range.length() / Math.max(1, status.model().definition().resolution());
    if (rows > MOST_ROWS) {
      throw ApiError.bad(
          "from", "the range holds " + rows + " rows: ask for at most " + MOST_ROWS + " at a time");
    }
    if (range.isEmpty()) {
      throw ApiError.bad("to", "the range is empty: expected from < to");
    }
    return Outputs.forecast(status.needs().outputs()).isEmpty()
        ? alarms(status, range, buckets)
        : forecasts(status, range, buckets);
  }

  private static long step(Range range, int buckets) {
    return (range.length() - 1) / buckets + 1;
  }

  private Answer forecasts(ModelStatus status, Range range, int buckets)
      throws ProviderException, IOException {
    ModelDefinition model = status.model().definition();
    long step = step(range, buckets);
    long back = SeasonalNaive.distance(model);
    List<String> target = List.of(model.inputs().getFirst());
    String mean = Outputs.forecast(status.needs().outputs());
    Score overall = new Score();
    Score[] scores = new Score[(int) ((range.length() - 1) / step + 1)];
    new PredictionSlices(predictions)
        .read(
            status.model().id(),
            range,
            0,
            model.resolution(),
            (slice, rows) -> {
              if (rows.rows() == 0 || !rows.names().contains(mean)) {
                return;
              }
              Range past = new Range(Instants.minus(slice.from(), back), slice.to());
              Frame actual =
                  data.read(new FrameQuery(target, past, model.resolution(), model.aggregation()));
              for (int i = 0; i < rows.rows(); i++) {
                long t = rows.times()[i];
                int b = (int) ((t - range.from()) / step);
                Score score = scores[b] == null ? new Score() : scores[b];
                scores[b] = score;
                double y = at(actual, t);
                double naive = at(actual, Instants.minus(t, back));
                double lo = column(rows, "lo_95", i);
                double hi = column(rows, "hi_95", i);
                score.add(y, rows.column(mean)[i], naive, lo, hi);
                overall.add(y, rows.column(mean)[i], naive, lo, hi);
              }
            });
    String unit = model.attributes().getOrDefault("unit", "");
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("kind", "forecast");
      json.writeStringField("baseline", "seasonal naive");
      json.writeStringField("unit", unit);
      json.writeArrayFieldStart("items");
      for (int b = 0; b < scores.length; b++) {
        if (scores[b] != null && !scores[b].isEmpty()) {
          span(json, range, step, b);
          scores[b].write(json);
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeObjectFieldStart("overall");
      overall.write(json);
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  private static double at(Frame frame, long instant) {
    int row = frame.rowAt(instant);
    return row < frame.rows() && frame.times()[row] == instant ? frame.column(0)[row] : Double.NaN;
  }

  private static double column(Frame rows, String name, int i) {
    int at = rows.names().indexOf(name);
    return at < 0 ? Double.NaN : rows.column(at)[i];
  }

  private Answer alarms(ModelStatus status, Range range, int buckets)
      throws ProviderException, IOException {
    String name = Outputs.score(status.needs().outputs());
    long step = step(range, buckets);
    int n = (int) ((range.length() - 1) / step + 1);
    long[] scored = new long[n];
    long[] alarms = new long[n];
    double[] most = new double[n];
    Arrays.fill(most, Double.NaN);
    new PredictionSlices(predictions)
        .read(
            status.model().id(),
            range,
            0,
            status.model().definition().resolution(),
            (_, rows) -> {
              for (int i = 0; i < rows.rows(); i++) {
                double score = column(rows, name, i);
                if (!Double.isNaN(score)) {
                  int b = (int) ((rows.times()[i] - range.from()) / step);
                  scored[b]++;
                  alarms[b] += score > Outputs.LIMIT ? 1 : 0;
                  most[b] = Double.isNaN(most[b]) ? score : Math.max(most[b], score);
                }
              }
            });
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("kind", "detector");
      json.writeArrayFieldStart("items");
      long all = 0;
      double top = Double.NaN;
      long rows = 0;
      for (int b = 0; b < n; b++) {
        if (scored[b] > 0) {
          span(json, range, step, b);
          counts(json, scored[b], alarms[b], most[b]);
          json.writeEndObject();
          rows += scored[b];
          all += alarms[b];
          top = Double.isNaN(top) ? most[b] : Math.max(top, most[b]);
        }
      }
      json.writeEndArray();
      json.writeObjectFieldStart("overall");
      counts(json, rows, all, top);
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  private static void counts(JsonGenerator json, long rows, long alarms, double most)
      throws IOException {
    json.writeNumberField("n", rows);
    json.writeNumberField("alarms", alarms);
    Json.number(json, "score_max", most);
  }

  private static void span(JsonGenerator json, Range range, long step, int b) throws IOException {
    json.writeStartObject();
    long from = range.from() + b * step;
    Json.time(json, "from", from);
    Json.time(json, "to", Math.min(range.to(), Instants.plus(from, step)));
  }
}
