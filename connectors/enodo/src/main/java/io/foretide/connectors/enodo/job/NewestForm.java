package io.foretide.connectors.enodo.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.connectors.enodo.protocol.Message.WorkerJob;
import io.foretide.connectors.enodo.protocol.ProtocolException;
import io.foretide.connectors.enodo.protocol.PythonJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as WORKER_JOB, which carries its series' whole configuration and state as JSON. */
public final class NewestForm {
  private static final String CONFIG = "foretide";
  private static final int DONE = 3;
  private static final int OPEN = 1;

  private NewestForm() {}

  public static WorkerJob write(JobRequest r) {
    Map<String, @Nullable Object> base = config(r, JobKind.BASE, "base", Map.of());
    Map<String, @Nullable Object> own = config(r, r.kind(), CONFIG, r.parameters());
    boolean isBase = r.kind() == JobKind.BASE;
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("job_id", r.id());
    out.put("job_config", own);
    out.put("series_name", r.series());
    out.put(
        "series_config",
        ordered(
            "job_config",
            isBase ? List.of(own) : List.of(base, own),
            "min_data_points",
            1,
            "realtime",
            false));
    out.put("series_state", state(r, isBase));
    out.put(
        "siridb_ts_units",
        ordered("data", r.unit().word(), "analysis", "ms", "output", r.unit().word()));
    out.put("model_type", "job_request");
    return new WorkerJob(PythonJson.write(out));
  }

  private static Map<String, @Nullable Object> config(
      JobRequest r, JobKind kind, String name, Map<String, Object> parameters) {
    return ordered(
        "activated",
        true,
        "module",
        r.method() + "@" + (r.version().isEmpty() ? "0.1.0" : r.version()),
        "job_type",
        kind.word(),
        "job_schedule_type",
        "TS",
        "job_schedule",
        Math.max(1, r.step() / 1_000_000_000L),
        "max_n_points",
        r.maxPoints() > 0 ? r.maxPoints() : null,
        "module_params",
        parameters,
        "config_name",
        name,
        "silenced",
        false,
        "requires_job",
        null);
  }

  /** As if the base analysis had been done: the interval between points is known here. */
  private static Map<String, @Nullable Object> state(JobRequest r, boolean isBase) {
    Map<String, @Nullable Object> statuses = new LinkedHashMap<>();
    Map<String, @Nullable Object> checks = new LinkedHashMap<>();
    Map<String, @Nullable Object> schedule = new LinkedHashMap<>();
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    if (!isBase) {
      statuses.put("base", DONE);
      checks.put("base", "Not yet scheduled");
      schedule.put("base", ordered("value", r.unit().time(r.until()), "type", "TS"));
      meta.put("base", Map.of());
    }
    statuses.put(CONFIG, OPEN);
    checks.put(CONFIG, "Job created");
    schedule.put(CONFIG, ordered("value", r.unit().time(r.until()), "type", "TS"));
    meta.put(CONFIG, Map.of());
    return ordered(
        "datapoint_count",
        Math.max(1, r.maxPoints()),
        "health",
        1.0,
        "characteristics",
        Map.of(),
        "interval",
        Math.max(1, r.unit().time(r.step())),
        "job_schedule",
        schedule,
        "job_statuses",
        statuses,
        "job_check_statuses",
        checks,
        "job_analysis_meta",
        meta,
        "ignore",
        false,
        "error",
        List.of());
  }

  private static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      out.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return out;
  }

  /**
   * Reads a job.
   *
   * @throws ProtocolException if it lacks an id, a series or a known type
   */
  public static JobRequest read(WorkerJob job) throws ProtocolException {
    try {
      JsonNode n = PythonJson.read(job.json());
      JsonNode config = n.path("job_config");
      String module = config.path("module").asText("");
      int at = module.indexOf('@');
      JobKind kind =
          JobKind.of(config.path("job_type").asText())
              .orElseThrow(() ->
                  new ProtocolException(
                      "WORKER_JOB of type '"
                          + config.path("job_type").asText()
                          + "' is not known"));
      String id = n.path("job_id").asText("");
      String series = n.path("series_name").asText("");
      if (id.isEmpty() || series.isEmpty()) {
        throw new ProtocolException("WORKER_JOB lacks job_id or series_name");
      }
      String unit = n.path("siridb_ts_units").path("data").asText("s");
      TimeUnit units = TimeUnit.of(TimeUnit.WORDS.contains(unit) ? unit : "s");
      return new JobRequest(
          id,
          kind,
          series,
          at < 0 ? module : module.substring(0, at),
          at < 0 ? "" : module.substring(at + 1),
          parameters(config.path("module_params")),
          Math.max(0, config.path("max_n_points").asLong(0)),
          JobRequest.unlearned(),
          null,
          0,
          false,
          Math.max(0, units.instant(n.path("series_state").path("interval").asLong(0))),
          0,
          units);
    } catch (JsonProcessingException e) {
      throw new ProtocolException("WORKER_JOB is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Map<String, Object> parameters(JsonNode n) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : n.properties()) {
      if (!e.getValue().isNull()) {
        out.put(e.getKey(), PythonJson.mapper().convertValue(e.getValue(), Object.class));
      }
    }
    return out;
  }
}
