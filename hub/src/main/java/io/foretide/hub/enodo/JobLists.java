package io.foretide.hub.enodo;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelPulse;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.Facts;
import io.foretide.hub.enodo.data.JobConfig;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.Registry;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.enodo.live.Live;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Jobs by how they stand: {@code /api/job/open}, {@code active} and {@code failed}. */
final class JobLists {
  private final Registry registry;
  private final Facts facts;
  private final Engine engine;
  private final Live live;

  JobLists(Registry registry, Facts facts, Engine engine, Live live) {
    this.registry = registry;
    this.facts = facts;
    this.engine = engine;
    this.live = live;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/api/job/open",
                "Jobs that wait to be computed.",
                "Jobs",
                r -> list(r, pulse -> pulse.tally().missing() > 0))
            .with(Pages.PARTS),
        Route.get(
                "/api/job/active",
                "Jobs that are being computed.",
                "Jobs",
                r -> shown(r, live.queue()))
            .with(Pages.PARTS),
        Route.get(
                "/api/job/failed",
                "Jobs that failed, with the error.",
                "Jobs",
                r -> list(r, pulse -> pulse.health() == ModelStatus.Health.FAILING))
            .with(Pages.PARTS));
  }

  private static Answer shown(Request request, List<Map<String, @Nullable Object>> jobs) {
    return EnodoFace.json(Shape.data(Pages.part(request, jobs)));
  }

  private Answer list(Request request, Predicate<ModelPulse> wanted) throws ProviderException {
    Map<String, ModelPulse> states = facts.states();
    List<Map<String, @Nullable Object>> out = new ArrayList<>();
    for (Registered s : registry.all()) {
      for (JobConfig job : s.config().jobs()) {
        String model = s.models().get(job.name());
        ModelPulse pulse = model == null ? null : states.get(model);
        if (pulse != null && wanted.test(pulse)) {
          out.add(one(s, job, pulse.name()));
        }
      }
    }
    return shown(request, out);
  }

  private Map<String, @Nullable Object> one(Registered s, JobConfig job, String model)
      throws ProviderException {
    String error = engine.model(model).map(ModelStatus::lastError).orElse("");
    return new Shape()
        .put(
            "rid",
            UUID.nameUUIDFromBytes(model.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", ""))
        .put("series_name", s.name())
        .put("job_config", job.shown())
        .put("job_data", null)
        .put("send_at", null)
        .put("error", error.isEmpty() ? null : error)
        .map();
  }
}
