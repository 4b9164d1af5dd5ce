package io.foretide.hub.enodo;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelPulse;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.settings.Nearest;
import io.foretide.hub.enodo.data.Facts;
import io.foretide.hub.enodo.data.JobConfig;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.SeedJobs;
import io.foretide.hub.enodo.data.SeriesConfig;
import io.foretide.hub.enodo.data.SeriesDesk;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The seed's {@code /series}, and the same under {@code /api} as its later versions had it. */
final class SeedSeries {
  private static final List<String> KEYS = List.of("name", "model", "model_parameters");
  private static final double SECOND = 1e9;

  private final SeriesDesk desk;
  private final SeedJobs jobs;
  private final Facts facts;
  private final Engine engine;
  private final SensorInformationProvider series;
  private final Curves curves;

  SeedSeries(
      SeriesDesk desk,
      SeedJobs jobs,
      Facts facts,
      Engine engine,
      SensorInformationProvider series,
      Curves curves) {
    this.desk = desk;
    this.jobs = jobs;
    this.facts = facts;
    this.engine = engine;
    this.series = series;
    this.curves = curves;
  }

  /**
   * @param later with {@code ignore} and {@code error}
   */
  Answer list(Request request, boolean later) throws ProviderException {
    return EnodoFace.json(Shape.data(all(Pages.of(request, desk.registry().all()), later)));
  }

  private List<Map<String, @Nullable Object>> all(List<Registered> page, boolean later)
      throws ProviderException {
    Map<String, ModelPulse> states = facts.states();
    Map<String, Long> points = facts.points(page.stream().map(Registered::name).toList());
    List<Map<String, @Nullable Object>> out = new ArrayList<>(page.size());
    for (Registered s : page) {
      String model = model(s);
      ModelPulse state = model == null ? null : states.get(model);
      out.add(
          state == null
              ? serie(s, points.get(s.name()), false, Long.MAX_VALUE, "", later).map()
              : serie(
                      s,
                      points.get(s.name()),
                      state.tally().predicted() > 0,
                      state.nextDue(),
                      state.health() == ModelStatus.Health.FAILING ? "failing" : "",
                      later)
                  .map());
    }
    return out;
  }

  private static @Nullable String model(Registered s) {
    Optional<JobConfig> job = s.config().first(JobKind.FORECAST);
    return job.isEmpty() ? null : s.models().get(job.get().name());
  }

  private static Shape serie(
      Registered s,
      @Nullable Long points,
      boolean analysed,
      long nextDue,
      String error,
      boolean later) {
    Shape out =
        new Shape()
            .put("name", s.name())
            .put("datapoint_count", points == null ? 0 : points)
            .put("analysed", analysed)
            .put(
                "new_forecast_at",
                analysed && nextDue != Long.MAX_VALUE ? (Double) (nextDue / SECOND) : null);
    SeedJobs.view(s).forEach(out::put);
    return later ? out.put("ignore", false).put("error", error.isEmpty() ? null : error) : out;
  }

  Answer one(Request request, String wanted, boolean later, boolean withPoints)
      throws ProviderException, IOException {
    Optional<Registered> found = desk.registry().find(wanted);
    if (found.isEmpty()) {
      return EnodoFace.json(404, Shape.data(""));
    }
    Registered s = found.get();
    Optional<SeriesInfo> info = series.find(s.name());
    String name = model(s);
    Optional<ModelStatus> status = name == null ? Optional.empty() : engine.model(name);
    Shape out =
        serie(
            s,
            info.filter(i -> i.points() >= 0).map(SeriesInfo::points).orElse(null),
            status.isPresent() && status.get().tally().predicted() > 0,
            status.map(ModelStatus::nextDue).orElse(Long.MAX_VALUE),
            status.map(ModelStatus::lastError).orElse(""),
            later);
    if (withPoints) {
      out.put("points", info.isPresent() ? curves.hourly(info.get()) : List.of());
    }
    out.put(
        "forecast_points",
        status.isPresent() ? curves.forecast(status.get(), request.now()) : List.of());
    return EnodoFace.json(Shape.data(out.map()));
  }

  Answer add(Request request, boolean later) throws ProviderException, IOException {
    return add(PlainJson.object(request.body(request.limits().jsonBytes())), later);
  }

  Answer add(Map<String, @Nullable Object> body, boolean later) throws ProviderException {
    for (String key : body.keySet()) {
      if (!KEYS.contains(key)) {
        throw ApiError.bad(
            key,
            "Unknown field '"
                + key
                + "'"
                + Nearest.hint(key, KEYS)
                + ": expected "
                + String.join(", ", KEYS));
      }
    }
    Object model = body.get("model");
    Object parameters = body.get("model_parameters");
    if (!(body.get("name") instanceof String name) || name.isEmpty() || model == null) {
      throw ApiError.bad("name", "Missing required fields");
    }
    SeriesConfig asked = jobs.read(model, parameters);
    Map<String, @Nullable Object> kept = SeedJobs.kept(model, parameters);
    Optional<Registered> there = desk.registry().find(name);
    if (there.isEmpty()) {
      var unused = desk.add(name, null, asked, kept);
    } else {
      edit(there.get(), asked, kept);
    }
    return EnodoFace.json(201, Shape.data(all(desk.registry().all(), later)));
  }

  /** The forecast changes; other jobs of the series stay. */
  private void edit(Registered before, SeriesConfig asked, Map<String, @Nullable Object> kept)
      throws ProviderException {
    JobConfig wanted = asked.jobs().getFirst();
    Optional<JobConfig> old = before.config().first(JobKind.FORECAST);
    if (old.isPresent()
        && old.get().module().equals(wanted.module())
        && given(old.get()).equals(given(wanted))) {
      return;
    }
    List<JobConfig> changed = new ArrayList<>(before.config().jobs());
    old.ifPresent(changed::remove);
    changed.add(old.isEmpty() ? wanted : renamed(wanted, old.get().name()));
    var unused =
        desk.edit(
            new Registered(
                before.rid(),
                before.name(),
                before.meta(),
                before.config().withJobs(changed),
                kept,
                before.models(),
                before.waits()));
  }

  /** The parameters that are not left to be estimated. */
  private static Map<String, @Nullable Object> given(JobConfig job) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>(job.parameters());
    out.values().removeIf(Objects::isNull);
    return out;
  }

  private static JobConfig renamed(JobConfig j, String name) {
    return new JobConfig(
        name,
        j.module(),
        j.version(),
        j.kind(),
        j.byPoints(),
        j.every(),
        j.maxPoints(),
        j.parameters(),
        j.activated(),
        j.silenced(),
        j.requires());
  }

  Answer remove(Request request) throws ProviderException {
    Optional<Registered> found = desk.registry().find(request.variable("name"));
    if (found.isEmpty()) {
      return EnodoFace.json(404, Map.of());
    }
    desk.remove(found.get());
    return EnodoFace.json(Map.of());
  }
}
