package io.foretide.app.telemetry;

import io.foretide.app.config.TelemetryConfig;
import io.foretide.core.execute.Execution;
import io.foretide.core.task.Task;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A trace for each task, from planning to the commit: {@code task} with {@code queued}, {@code
 * claim}, {@code read}, {@code run}, {@code write} and {@code report} in it. Nothing of
 * OpenTelemetry is loaded unless traces are asked for. Thread-safe.
 */
final class Traces implements AutoCloseable {
  private static final List<String> SWITCHES =
      List.of(
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
          "OTEL_TRACES_EXPORTER");

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;

  private Traces(OpenTelemetrySdk sdk, String version) {
    this.sdk = sdk;
    this.tracer = sdk.getTracer("io.foretide", version);
  }

  /** Whether the configuration or the environment asks for traces. */
  static boolean wanted(TelemetryConfig config, Map<String, String> environment) {
    boolean off =
        "true".equalsIgnoreCase(environment.get("OTEL_SDK_DISABLED"))
            || "none".equalsIgnoreCase(environment.get("OTEL_TRACES_EXPORTER"));
    return !off
        && (!config.endpoint().isEmpty()
            || SWITCHES.stream().anyMatch(v -> !environment.getOrDefault(v, "").isBlank()));
  }

  static Traces open(TelemetryConfig config, Map<String, String> environment, String version) {
    Map<String, String> all = new HashMap<>();
    all.put("otel.service.name", config.service());
    all.put("otel.traces.sampler", "traceidratio");
    all.put("otel.traces.sampler.arg", Double.toString(config.sample()));
    all.put("otel.traces.exporter", "otlp");
    all.put("otel.metrics.exporter", "none");
    all.put("otel.logs.exporter", "none");
    all.put("otel.exporter.otlp.protocol", "http/protobuf");
    if (!config.endpoint().isEmpty()) {
      all.put("otel.exporter.otlp.endpoint", config.endpoint());
    }
    environment.forEach((name, value) -> {
      if (name.startsWith("OTEL_") && !value.isBlank()) {
        all.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    });
    OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesCustomizer(given -> all)
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    return new Traces(sdk, version);
  }

  /** Tells a task that has come back. Instants are epoch nanoseconds. */
  void task(Execution execution, long taken, List<Step> steps, long ended) {
    Task task = execution.task();
    String outcome = execution.outcome();
    Span whole =
        tracer
            .spanBuilder("task")
            .setNoParent()
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(task.plannedAt(), TimeUnit.NANOSECONDS)
            .setAttribute("foretide.model", execution.modelName())
            .setAttribute("foretide.model.id", task.model().value())
            .setAttribute("foretide.revision", task.revision())
            .setAttribute("foretide.task", task.claim())
            .setAttribute("foretide.attempt", task.attempt())
            .setAttribute("foretide.lane", task.lane().name().toLowerCase(Locale.ROOT))
            .setAttribute("foretide.intervals", task.cells().length())
            .setAttribute("foretide.outcome", outcome)
            .startSpan();
    if (outcome.contains("failed") || outcome.contains("put off")) {
      whole.setStatus(StatusCode.ERROR, outcome);
    }
    Context parent = Context.root().with(whole);
    part(parent, "queued", task.plannedAt(), Math.max(taken, task.plannedAt()));
    for (Step step : steps) {
      part(parent, step.name(), step.start(), step.start() + step.nanos());
    }
    whole.end(ended, TimeUnit.NANOSECONDS);
  }

  private void part(Context parent, String name, long from, long to) {
    tracer
        .spanBuilder(name)
        .setParent(parent)
        .setStartTimestamp(from, TimeUnit.NANOSECONDS)
        .startSpan()
        .end(to, TimeUnit.NANOSECONDS);
  }

  /** Sends what is waiting, for a few seconds at most. */
  @Override
  public void close() {
    sdk.shutdown().join(5, TimeUnit.SECONDS);
  }
}
