package io.foretide.hub.enodo;

import io.foretide.core.engine.Backfill;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.enodo.data.ConfigReader;
import io.foretide.hub.enodo.data.JobConfig;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.SeriesDesk;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import io.foretide.hub.models.LatestOrigin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs of a series and what they yield: {@code /api/series/{rid}/job}, {@code /output}. */
final class JobRoutes {
  private static final Param BY_NAME =
      Param.flag("byName", "Whether {rid} is a name even if it looks like a number.");

  private final SeriesDesk desk;
  private final Engine engine;
  private final SensorInformationProvider series;
  private final PredictionHistory predictions;
  private final Curves curves;

  JobRoutes(
      SeriesDesk desk,
      Engine engine,
      SensorInformationProvider series,
      PredictionHistory predictions,
      Curves curves) {
    this.desk = desk;
    this.engine = engine;
    this.series = series;
    this.predictions = predictions;
    this.curves = curves;
  }

  List<Route> routes() {
    String one = "/api/series/{rid}";
    return List.of(
        Route.get(one + "/output", "What the jobs of a series yielded.", "Outputs", this::output)
            .with(
                BY_NAME,
                Fields.PARAM,
                Param.text("types", "Only of these kinds of jobs, comma-separated."),
                Param.flag("forecastFutureOnly", "Only forecast points after now."))
            .in(Route.Lane.HEAVY),
        Route.send("POST", one + "/job", "Adds a job.", "JobConfig", "Done", this::add)
            .with(BY_NAME),
        Route.send("PUT", one + "/job/{name}", "Changes a job.", "JobConfig", "Done", this::replace)
            .with(BY_NAME),
        Route.send("DELETE", one + "/job/{name}", "Removes a job.", "", "Done", this::remove)
            .with(BY_NAME),
        Route.send(
                "GET",
                one + "/resolve/{name}",
                "Has what failed computed again.",
                "",
                "Empty",
                this::resolve)
            .with(BY_NAME));
  }

  private Answer add(Request request) throws ProviderException, IOException {
    return change(request, job(request, ""), "");
  }

  private Answer replace(Request request) throws ProviderException, IOException {
    String name = request.variable("name");
    return change(request, job(request, name), name);
  }

  private Answer remove(Request request) throws ProviderException {
    return change(request, null, request.variable("name"));
  }

  private static JobConfig job(Request request, String name) throws IOException {
    Map<String, @Nullable Object> body =
        PlainJson.object(request.body(request.limits().jsonBytes()));
    if (!name.isEmpty()) {
      body.putIfAbsent("config_name", name);
    }
    try {
      return ConfigReader.job(body);
    } catch (ConfigReader.Invalid e) {
      throw ApiError.bad("config", e.text());
    }
  }

  /** Puts a job in, in the place of one of a name, or takes that one out. */
  private Answer change(Request request, @Nullable JobConfig job, String name)
      throws ProviderException {
    Optional<Registered> found = NewestSeries.find(desk, request);
    boolean there = found.isPresent() && found.get().config().job(name).isPresent();
    if (found.isEmpty() || !name.isEmpty() && !there) {
      return done(404, false);
    }
    Registered s = found.get();
    List<JobConfig> jobs = new ArrayList<>(s.config().jobs());
    int at = name.isEmpty() ? jobs.size() : jobs.indexOf(s.config().job(name).orElseThrow());
    if (!name.isEmpty()) {
      jobs.remove(at);
    }
    if (job != null) {
      jobs.add(at, job);
    }
    try {
      ConfigReader.check(jobs);
    } catch (ConfigReader.Invalid e) {
      throw ApiError.bad("config", e.text());
    }
    if (s.config().first(JobKind.BASE_ANALYSIS).isPresent()
        && jobs.stream().noneMatch(j -> j.kind() == JobKind.BASE_ANALYSIS)) {
      throw ApiError.bad("config", "Missing base analysis job");
    }
    var unused =
        desk.edit(
            new Registered(
                s.rid(),
                s.name(),
                s.meta(),
                s.config().withJobs(jobs),
                null,
                s.models(),
                s.waits()));
    return done(200, true);
  }

  private static Answer done(int status, boolean successful) {
    return EnodoFace.json(status, Shape.data(new Shape().put("successful", successful).map()));
  }

  private Answer resolve(Request request) throws ProviderException {
    Optional<Registered> found = NewestSeries.find(desk, request);
    Optional<JobConfig> job = found.flatMap(s -> s.config().job(request.variable("name")));
    if (found.isEmpty() || job.isEmpty()) {
      return EnodoFace.json(404, Map.of());
    }
    String model = found.get().models().get(job.get().name());
    Optional<ModelStatus> status = model == null ? Optional.empty() : engine.model(model);
    if (status.isPresent()) {
      long from = status.get().model().revisions().getFirst().activeFrom();
      var unused =
          engine.start(
              new Backfill(
                  List.of(status.get().model().name()),
                  new Range(from, Math.max(from, request.now())),
                  Backfill.Mode.FAILED));
    }
    return EnodoFace.json(Map.of());
  }

  private Answer output(Request request) throws ProviderException {
    Optional<Registered> found = NewestSeries.find(desk, request);
    if (found.isEmpty()) {
      return EnodoFace.json(404, Shape.data(Map.of()));
    }
    Registered s = found.get();
    List<String> types = request.query().list("types");
    List<Map<String, @Nullable Object>> out = new ArrayList<>();
    Optional<SeriesInfo> info = series.find(s.name());
    for (JobConfig job : s.config().jobs()) {
      if (job.kind() != JobKind.BASE_ANALYSIS
          && (types.isEmpty() || types.contains(job.kind().word()))) {
        out.add(one(s, job, info, request));
      }
    }
    return Fields.list(request, out);
  }

  private Map<String, @Nullable Object> one(
      Registered s, JobConfig job, Optional<SeriesInfo> info, Request request)
      throws ProviderException {
    String model = s.models().get(job.name());
    Optional<ModelStatus> status = model == null ? Optional.empty() : engine.model(model);
    boolean ran = status.isPresent() && status.get().tally().predicted() > 0;
    return new Shape()
        .put(
            "output_series_name",
            "enodo_" + s.name() + "_" + job.kind().output() + "_" + job.name())
        .put("config_name", job.name())
        .put("job_type", job.kind().word())
        .put(
            "job_meta",
            ran && info.isPresent() && info.get().hasPoints()
                ? new Shape()
                    .put(
                        "analyse_region",
                        List.of(
                            info.get().first() / Instants.SECOND,
                            info.get().last() / Instants.SECOND))
                    .map()
                : Map.of())
        .put("data", status.isPresent() ? data(job, status.get(), request) : List.of())
        .map();
  }

  private List<List<Object>> data(JobConfig job, ModelStatus status, Request request)
      throws ProviderException {
    if (job.kind() == JobKind.FORECAST) {
      long after = request.query().flag("forecastFutureOnly") ? request.now() : Long.MIN_VALUE;
      Optional<PredictionHistory.Stored> latest =
          LatestOrigin.of(predictions, status, request.now());
      return latest.isEmpty() ? List.of() : Curves.rows(latest.get(), "mean", after);
    }
    long from = status.model().revisions().getFirst().activeFrom();
    List<List<Object>> flagged = curves.anomalies(status, from, request.now());
    return job.kind() == JobKind.STATIC_RULES ? words(job, flagged) : flagged;
  }

  /** Of a broken rule not the value is told but which rule. */
  private static List<List<Object>> words(JobConfig job, List<List<Object>> flagged) {
    Optional<Double> least = limit(job, "min", "min_threshold", "low");
    List<List<Object>> out = new ArrayList<>(flagged.size());
    for (List<Object> point : flagged) {
      boolean below = least.isPresent() && (Double) point.get(1) < least.get();
      String rule = below ? "min" : "max";
      Object own = job.parameters().get("messages") instanceof Map<?, ?> m ? m.get(rule) : null;
      out.add(
          List.of(
              point.get(0),
              own instanceof String text
                  ? text
                  : below ? "value lower than min" : "value higher than max"));
    }
    return out;
  }

  private static Optional<Double> limit(JobConfig job, String... keys) {
    for (String key : keys) {
      if (job.parameters().get(key) instanceof Number n) {
        return Optional.of(n.doubleValue());
      }
    }
    return Optional.empty();
  }
}
