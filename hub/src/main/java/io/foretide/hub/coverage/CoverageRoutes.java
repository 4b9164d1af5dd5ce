package io.foretide.hub.coverage;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.Gap;
import io.foretide.core.engine.Matrix;
import io.foretide.core.engine.Segment;
import io.foretide.core.engine.Tally;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import io.foretide.hub.models.Find;
import io.foretide.hub.models.ModelJson;
import io.foretide.hub.models.ModelRoutes;
import io.foretide.hub.status.StatusJson;
import java.io.IOException;
import java.util.List;

/** Which intervals are in which state. */
public final class CoverageRoutes {
  private static final int MOST_CELLS = 2_000_000;
  private final Engine engine;

  public CoverageRoutes(Engine engine) {
    this.engine = engine;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/coverage",
                "The coverage matrix of a page of models.",
                "Matrix",
                this::matrix)
            .with(Param.range("a week before 'to' if absent"))
            .with(Param.number("buckets", "Buckets of the range, 1 to 2,000; 200 if absent."))
            .with(ModelRoutes.filters())
            .with(Param.number("limit", "At most this many models, 1 to 1,000; 100 if absent.")),
        Route.get(
                "/api/v1/models/{name}/coverage",
                "The states of a model's intervals.",
                "Coverage",
                this::one)
            .with(Param.range("a week before 'to' if absent")),
        Route.get("/api/v1/gaps", "Due intervals that have not ended.", "GapPage", this::gaps)
            .with(Param.text("model", "Only this model."))
            .with(Param.range("the beginning if absent"))
            .with(Param.number("limit", "At most this many, 1 to 10,000; 1,000 if absent.")));
  }

  private Answer matrix(Request request) throws ProviderException {
    Query query = request.query();
    int buckets = query.integer("buckets", 200, 1, 2_000);
    int limit = query.integer("limit", 100, 1, 1_000);
    int offset = query.integer("offset", 0, 0, 10_000_000);
    if ((long) buckets * limit > MOST_CELLS) {
      throw ApiError.bad(
          "buckets", "buckets x limit is above " + MOST_CELLS + ": ask for fewer of either");
    }
    Range range = query.lately(7 * Instants.DAY);
    if (range.isEmpty()) {
      throw ApiError.bad("to", "the range is empty: expected from < to");
    }
    String search = query.text("search", "");
    var health = ModelRoutes.health(query);
    Matrix matrix =
        engine.matrix(range, buckets, search, health, ModelRoutes.order(query), offset, limit);
    boolean full = matrix.rows().size() == limit;
    long total =
        search.isEmpty() && health == null
            ? engine.status().models()
            : full
                ? engine.models(search, health, Engine.ModelOrder.NAME, 0, 10_000).size()
                : offset + matrix.rows().size();
    return Answer.json(json -> {
      json.writeStartObject();
      Json.time(json, "from", matrix.from());
      Json.seconds(json, "step_seconds", matrix.step());
      json.writeNumberField("buckets", matrix.buckets());
      json.writeArrayFieldStart("states");
      for (VisibleState state : VisibleState.values()) {
        json.writeString(ModelJson.lower(state));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rows");
      for (Matrix.Row row : matrix.rows()) {
        json.writeStartObject();
        json.writeFieldName("model");
        ModelJson.lite(json, row.model());
        json.writeFieldName("counts");
        json.writeArray(row.counts(), 0, row.counts().length);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("total", total);
      json.writeStringField(
          "next", offset + limit < total ? Integer.toString(offset + limit) : null);
      json.writeEndObject();
    });
  }

  private Answer one(Request request) throws ProviderException {
    String name = Find.model(engine, request.variable("name")).model().name();
    Range range = request.query().lately(7 * Instants.DAY);
    List<Segment> segments = engine.coverage(name, range);
    List<Segment> lanes = engine.lanes(name, range);
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("model", name);
      segments(json, "segments", segments);
      segments(json, "lanes", lanes);
      StatusJson.tally(json, tally(segments));
      json.writeEndObject();
    });
  }

  private static void segments(JsonGenerator json, String field, List<Segment> segments)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Segment s : segments) {
      json.writeStartObject();
      json.writeNumberField("revision", s.revision());
      Json.range(json, s.instants());
      json.writeNumberField("cells", s.cells().length());
      json.writeStringField("state", ModelJson.lower(s.state()));
      json.writeStringField("why", s.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Tally tally(List<Segment> segments) {
    Tally sum = Tally.ZERO;
    for (Segment s : segments) {
      long n = s.cells().length();
      sum =
          sum.plus(
              switch (s.state()) {
                case PREDICTED -> new Tally(n, 0, 0, 0, 0);
                case EMPTY -> new Tally(0, n, 0, 0, 0);
                case FAILED -> new Tally(0, 0, n, 0, 0);
                case IN_FLIGHT -> new Tally(0, 0, 0, n, 0);
                case MISSING -> new Tally(0, 0, 0, 0, n);
                case HANDED_OFF -> new Tally(0, 0, 0, 0, 0, n);
                case EXPIRED, NOT_DUE -> Tally.ZERO;
              });
    }
    return sum;
  }

  private Answer gaps(Request request) throws ProviderException {
    Query query = request.query();
    String model = query.text("model", "");
    Tally tally = model.isEmpty() ? engine.status().tally() : Find.model(engine, model).tally();
    int limit = query.integer("limit", 1_000, 1, 10_000);
    List<Gap> gaps = engine.gaps(model, query.range(Instants.MIN, Instants.MAX), limit);
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (Gap g : gaps) {
        json.writeStartObject();
        json.writeStringField("model", g.model());
        json.writeNumberField("revision", g.revision());
        Json.range(json, g.instants());
        json.writeNumberField("cells", g.intervals());
        json.writeStringField("state", ModelJson.lower(g.state()));
        json.writeStringField("why", g.why());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNullField("next");
      json.writeNumberField("handed_off", tally.handedOff());
      json.writeEndObject();
    });
  }
}
