package io.foretide.hub.enodo;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.hub.enodo.data.JobConfig;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a series and its jobs stand, in the newest era's words, told from the models. */
final class JobStates {
  private static final int OPEN = 1;
  private static final int DONE = 3;
  private static final int FAILED = 4;

  private final Engine engine;
  private final SensorInformationProvider series;
  private final BaseResults base;

  JobStates(Engine engine, SensorInformationProvider series, BaseResults base) {
    this.engine = engine;
    this.series = series;
    this.base = base;
  }

  /** The {@code state} of a series. */
  Map<String, @Nullable Object> of(Registered s, long now) throws ProviderException {
    Optional<SeriesInfo> found = series.find(s.name());
    SeriesInfo info =
        found.orElse(new SeriesInfo(s.name(), 0, Long.MAX_VALUE, Long.MIN_VALUE, Map.of()));
    boolean analysed = !s.waits() && info.points() > 0;
    Optional<BaseResults.Result> result =
        analysed ? base.of(s, info, now) : Optional.<BaseResults.Result>empty();
    Shape schedules = new Shape();
    Shape statuses = new Shape();
    Shape checks = new Shape();
    Shape metas = new Shape();
    List<String> errors = new ArrayList<>();
    boolean failing = false;
    for (JobConfig job : s.config().jobs()) {
      String model = s.models().get(job.name());
      Optional<ModelStatus> status = model == null ? Optional.empty() : engine.model(model);
      // Unless a worker does it.
      boolean isBase = job.kind() == JobKind.BASE_ANALYSIS && model == null;
      schedules.put(
          job.name(),
          isBase && result.isPresent()
              ? next(job, result.get())
              : schedule(job, status, info, now));
      Integer code = isBase ? (result.isPresent() ? (Integer) DONE : null) : code(status);
      statuses.put(job.name(), code);
      checks.put(job.name(), words(job, code, status, s.waits()));
      metas.put(job.name(), job.kind() == JobKind.BASE_ANALYSIS ? Map.of() : meta(status, info));
      if (code != null && code == FAILED) {
        failing = true;
        status.map(ModelStatus::lastError).filter(e -> !e.isEmpty()).ifPresent(errors::add);
      }
    }
    return new Shape()
        .put("datapoint_count", Math.max(0, info.points()))
        .put("health", result.map(BaseResults.Result::health).orElse(null))
        .put("characteristics", result.map(BaseResults.Result::characteristics).orElse(Map.of()))
        .put("interval", result.map(BaseResults.Result::interval).orElse(null))
        .put("job_schedule", schedules.map())
        .put("job_statuses", statuses.map())
        .put("job_check_statuses", checks.map())
        .put("job_analysis_meta", metas.map())
        .put("ignore", failing)
        .put("error", errors)
        .map();
  }

  private static Map<String, @Nullable Object> next(JobConfig job, BaseResults.Result result) {
    return new Shape()
        .put("value", result.next(job))
        .put("type", job.byPoints() ? "N" : "TS")
        .map();
  }

  private static Map<String, @Nullable Object> schedule(
      JobConfig job, Optional<ModelStatus> status, SeriesInfo info, long now) {
    Shape out = new Shape();
    if (job.byPoints()) {
      boolean ran = status.isPresent() && status.get().tally().predicted() > 0;
      return out.put("value", Math.max(0, info.points()) + (ran ? job.every() : 0))
          .put("type", "N")
          .map();
    }
    long next =
        status
            .map(ModelStatus::nextDue)
            .filter(t -> t != Long.MAX_VALUE)
            .orElse(
                job.kind() == JobKind.BASE_ANALYSIS ? now + job.every() * Instants.SECOND : now);
    return out.put("value", next / Instants.SECOND).put("type", "TS").map();
  }

  private static @Nullable Integer code(Optional<ModelStatus> status) {
    if (status.isEmpty()) {
      return null;
    }
    ModelStatus s = status.get();
    if (s.health() == ModelStatus.Health.FAILING) {
      return FAILED;
    }
    if (s.tally().inFlight() > 0) {
      return OPEN;
    }
    return s.tally().predicted() > 0 ? (Integer) DONE : null;
  }

  private static @Nullable String words(
      JobConfig job, @Nullable Integer code, Optional<ModelStatus> status, boolean waits) {
    if (job.kind() != JobKind.BASE_ANALYSIS && status.isEmpty()) {
      return "Unknown module";
    }
    if (code == null) {
      return waits ? "Not enough data points" : null;
    }
    return switch (code) {
      case OPEN -> "Job created";
      case FAILED -> "Job failed";
      default -> "Not yet scheduled";
    };
  }

  private static Map<String, @Nullable Object> meta(Optional<ModelStatus> status, SeriesInfo info) {
    boolean ran = status.isPresent() && status.get().tally().predicted() > 0;
    return ran && info.hasPoints()
        ? new Shape()
            .put(
                "analyse_region",
                List.of(info.first() / Instants.SECOND, info.last() / Instants.SECOND))
            .map()
        : Map.of();
  }
}
