package io.foretide.hub.models;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Predicted rows: stored ones for charts, and fresh ones that are not stored. */
public final class PredictionRoutes {
  private static final long MOST_ROWS = 2_000_000;
  private static final long MOST_INTERVALS = 10_000;
  private final Engine engine;
  private final PredictionHistory predictions;

  public PredictionRoutes(Engine engine, PredictionHistory predictions) {
    this.engine = engine;
    this.predictions = predictions;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/models/{name}/predictions",
                "The latest prediction of each instant, or one origin's rows.",
                "Predictions",
                this::stored)
            .with(Param.range("a week before 'to' if absent"))
            .with(
                Param.text("min_lead", "Only forecasts made at least this long before; 0s."),
                Param.number(
                    "revision", "Only this revision's, a candidate's too; the owners' if absent."),
                Param.number("buckets", "At most this many rows, 1 to 5,000; 800 if absent."),
                Param.text("origin", "Instead: the rows of this origin, or of 'latest'.")),
        Route.send(
                "POST",
                "/api/v1/models/{name}/predict",
                "Runs a model over a range; nothing is stored.",
                "Span",
                "Predictions",
                this::fresh)
            .as(Role.READ)
            .in(Route.Lane.HEAVY));
  }

  private Answer stored(Request request) throws ProviderException, IOException {
    ModelStatus status = Find.model(engine, request.variable("name"));
    Query query = request.query();
    int buckets = query.integer("buckets", 800, 1, 5_000);
    if (query.has("origin")) {
      return origin(status, query);
    }
    long minLead = query.duration("min_lead", 0);
    if (minLead < 0) {
      throw ApiError.bad("min_lead", "min_lead is below zero: expected a duration such as 1h");
    }
    int revision = revision(status, query);
    Range range = query.lately(7 * Instants.DAY);
    long resolution = status.model().definition().resolution();
    long rows = range.length() / Math.max(1, resolution);
    if (rows > MOST_ROWS) {
      throw ApiError.bad(
          "from", "the range holds " + rows + " rows: ask for at most " + MOST_ROWS + " at a time");
    }
    List<String> outputs = status.needs().outputs();
    if (range.isEmpty()) {
      Frame none = new Frame(outputs, new long[0], new double[outputs.size()][0]);
      return answer(status, outputs, resolution, true, none, revision, "");
    }
    if (rows <= buckets) {
      Frame frame =
          revision > 0
              ? predictions.latestOf(status.model().id(), revision, range, minLead)
              : predictions.latest(status.model().id(), range, minLead);
      return answer(status, frame.names(), resolution, true, frame, revision, "");
    }
    Thinning thin = new Thinning(outputs, range, buckets);
    new PredictionSlices(predictions)
        .read(
            status.model().id(),
            revision,
            range,
            minLead,
            resolution,
            (_, frame) -> thin.add(frame));
    return answer(status, outputs, thin.step(), false, thin.frame(), revision, "");
  }

  /** The revision that is asked for; 0 if none is. */
  private static int revision(ModelStatus status, Query query) {
    int number = query.integer("revision", 0, 1, Integer.MAX_VALUE);
    if (number > 0 && status.model().revisions().stream().noneMatch(r -> r.number() == number)) {
      throw ApiError.notFound("model '" + status.model().name() + "' has no revision " + number);
    }
    return number;
  }

  private Answer origin(ModelStatus status, Query query) throws ProviderException {
    PredictionHistory.Stored found =
        query.text("origin", "").equals("latest")
            ? LatestOrigin.of(predictions, status, query.now())
                .orElseThrow(() ->
                    ApiError.notFound(
                        "model '"
                            + status.model().name()
                            + "' has no stored predictions near now yet"))
            : predictions
                .origin(status.model().id(), query.time("origin", query.now()))
                .orElseThrow(() ->
                    ApiError.notFound(
                        "model '"
                            + status.model().name()
                            + "' has no rows of origin "
                            + query.text("origin", "")
                            + ": origins are the ends of its predicted intervals"));
    PredictionBlock block = found.block();
    long[] times = new long[block.rows()];
    for (int i = 0; i < times.length; i++) {
      times[i] = block.first() + i * block.step();
    }
    Frame frame = new Frame(found.outputs(), times, block.values());
    return answer(
        status,
        found.outputs(),
        block.step(),
        true,
        frame,
        found.revision(),
        Instants.format(block.origin()));
  }

  private Answer fresh(Request request) throws ProviderException, IOException {
    ModelStatus status = Find.model(engine, request.variable("name"));
    Map<String, Object> body = request.jsonObject();
    Range range = Spans.read(body, request.now());
    if (status.model().definition().schedule() instanceof Schedule.ByTime t
        && range.length() / t.grid().every() > MOST_INTERVALS) {
      throw ApiError.invalid(
          "from",
          "the range holds more than " + MOST_INTERVALS + " intervals: ask for fewer at a time");
    }
    Frame frame = engine.predict(status.model().name(), range);
    return answer(
        status,
        frame.names(),
        status.model().definition().resolution(),
        true,
        frame,
        status.model().active().number(),
        "");
  }

  private static Answer answer(
      ModelStatus status,
      List<String> outputs,
      long step,
      boolean raw,
      Frame frame,
      int revision,
      String origin) {
    List<String> names = new ArrayList<>(outputs);
    names.retainAll(frame.names());
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("model", status.model().name());
      Json.texts(json, "outputs", names);
      Json.seconds(json, "step_seconds", step);
      json.writeBooleanField("raw", raw);
      Json.millis(json, "times", frame.times());
      columns(json, names, frame);
      if (revision > 0) {
        json.writeNumberField("revision", revision);
      }
      if (!origin.isEmpty()) {
        json.writeStringField("origin", origin);
      }
      json.writeEndObject();
    });
  }

  private static void columns(JsonGenerator json, List<String> names, Frame frame)
      throws IOException {
    json.writeObjectFieldStart("columns");
    for (String name : names) {
      Json.numbers(json, name, frame.column(name));
    }
    json.writeEndObject();
  }
}
