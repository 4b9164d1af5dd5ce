package io.foretide.hub.series;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** {@code /api/v1/series/{name}/points}: points as charts and programs read them. */
public final class PointRoutes {
  private static final int MOST_BUCKETS = 5_000;
  private static final int MOST_POINTS = 10_000;
  private final SensorInformationProvider series;
  private final SensorDataProvider data;

  public PointRoutes(SensorInformationProvider series, SensorDataProvider data) {
    this.series = series;
    this.data = data;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/series/{name}/points",
                "Points of a range: least and greatest per bucket, or raw where they are few.",
                "Points",
                this::points)
            .with(Param.range("a week before 'to' if absent"))
            .with(
                Param.number("buckets", "At most this many buckets, 1 to 5,000; 800 if absent."),
                Param.flag("raw", "Pages through all raw points instead."),
                Param.number("limit", "With raw: at most this many, 1 to 10,000."),
                Param.text("after", "With raw: the 'next' of the page before.")));
  }

  private Answer points(Request request) throws ProviderException, IOException {
    SeriesInfo info = SeriesRoutes.find(series, request.variable("name"));
    Query query = request.query();
    long end =
        query.has("from") || query.has("to") || !info.hasPoints()
            ? query.now()
            : Instants.plus(info.last(), 1);
    long to = query.time("to", end);
    Range range = query.range(Instants.minus(to, 7 * Instants.DAY), end);
    if (query.flag("raw")) {
      return page(info, range, query);
    }
    int buckets = query.integer("buckets", 800, 1, MOST_BUCKETS);
    Chart chart = Chart.of(data, info, range, buckets);
    return answer(info.name(), range, chart);
  }

  private static Answer answer(String name, Range range, Chart chart) {
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("series", name);
      Json.range(json, range);
      Json.seconds(json, "step_seconds", chart.step());
      json.writeBooleanField("raw", chart.raw());
      Json.millis(json, "times", chart.frame().times());
      if (chart.raw()) {
        Json.numbers(json, "values", chart.frame().column(0));
      } else {
        Json.numbers(json, "min", chart.frame().column("min"));
        Json.numbers(json, "max", chart.frame().column("max"));
      }
      json.writeEndObject();
    });
  }

  private Answer page(SeriesInfo info, Range range, Query query)
      throws ProviderException, IOException {
    int limit = query.integer("limit", 1_000, 1, MOST_POINTS);
    long after = query.whole("after", Long.MIN_VALUE);
    if (after == Long.MAX_VALUE) {
      throw ApiError.bad("after", "after is not a 'next' of a page before");
    }
    Range rest =
        after < range.from() ? range : new Range(Math.min(after + 1, range.to()), range.to());
    long[] times = new long[limit];
    double[] values = new double[limit];
    int[] n = {0};
    boolean[] more = {false};
    new PointPages(data, 4 * MOST_POINTS)
        .read(
            info,
            PointPages.clip(info, rest),
            frame -> {
              int take = Math.min(limit - n[0], frame.rows());
              System.arraycopy(frame.times(), 0, times, n[0], take);
              System.arraycopy(frame.column(0), 0, values, n[0], take);
              n[0] += take;
              more[0] = take < frame.rows();
              return n[0] < limit;
            });
    Frame page = Frame.of("values", Arrays.copyOf(times, n[0]), Arrays.copyOf(values, n[0]));
    boolean full = n[0] == limit && (more[0] || times[limit - 1] < range.to() - 1);
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeStringField("series", info.name());
      Json.range(json, range);
      json.writeBooleanField("raw", true);
      Json.millis(json, "times", page.times());
      Json.numbers(json, "values", page.column(0));
      json.writeStringField("next", full ? Long.toString(times[limit - 1]) : null);
      json.writeEndObject();
    });
  }
}
