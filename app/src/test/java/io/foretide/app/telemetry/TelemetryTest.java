package io.foretide.app.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.TelemetryConfig;
import io.foretide.app.config.YamlFile;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.ModelFile;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces, timings and logs of real tasks of a whole service, as their receivers get them. */
class TelemetryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;

  private Configuration configuration(String yaml) {
    Map<String, Object> values = new HashMap<>(YamlFile.parse("test", yaml, s -> s).values());
    values.put("store", Map.of("folder", folder.toString()));
    values.put("hub", Map.of("port", 0L));
    return Configuration.read(new Layer(values, Map.of()), folder);
  }

  /** Runs a model over six hours in a service of these settings, and stops it. */
  private void work(String yaml) throws Exception {
    try (Service service =
        Service.open(
            configuration(yaml), new ServiceOptions(false, false, WallClock.system(), e -> {}))) {
      service.start();
      long now = WallClock.system().now() / Instants.HOUR * Instants.HOUR;
      PointBatch points = new PointBatch();
      for (long t = now - 3 * Instants.DAY; t < now; t += 10 * Instants.MINUTE) {
        points.add("flow", t, t % 7);
      }
      service.points().write(points);
      service
          .engine()
          .create(
              ModelFile.read(
                  Map.of(
                      "model",
                      "pump",
                      "inputs",
                      List.of("flow"),
                      "every",
                      "1h",
                      "start",
                      "-6h",
                      "run",
                      Map.of("forecast", Map.of("method", "seasonal_naive", "season", "1d")))));
      long deadline = System.nanoTime() + 30 * Instants.SECOND;
      while (service.engine().status().tally().predicted() < 5) {
        assertThat(System.nanoTime()).as("predicting").isLessThan(deadline);
        LockSupport.parkNanos(20_000_000L);
      }
    }
  }

  @Test
  void a_task_is_a_trace_from_planning_to_the_commit() throws Exception {
    try (Collector collector = new Collector()) {
      work("telemetry: {endpoint: '" + collector.url() + "', service: plant-7}\n");
      List<Spans.One> spans = Spans.of(collector.posts);
      Map<String, List<Spans.One>> traces =
          spans.stream().collect(Collectors.groupingBy(Spans.One::trace));
      assertThat(traces).isNotEmpty();
      List<Spans.One> trace =
          traces.values().stream().filter(t -> t.size() == 7).findFirst().orElseThrow();
      Spans.One whole =
          trace.stream().filter(s -> s.name().equals("task")).findFirst().orElseThrow();
      assertThat(whole.parent()).isEmpty();
      assertThat(whole.attributes())
          .containsEntry("foretide.model", "pump")
          .containsEntry("foretide.revision", "1")
          .containsEntry("foretide.attempt", "1")
          .containsKeys("foretide.task", "foretide.intervals", "foretide.lane");
      assertThat(whole.attributes().get("foretide.outcome")).endsWith(" predicted");
      assertThat(whole.status()).isZero();
      assertThat(trace.stream().map(Spans.One::name))
          .containsExactlyInAnyOrder("task", "queued", "claim", "read", "run", "write", "report");
      for (Spans.One part : trace) {
        assertThat(part.start()).isBetween(whole.start(), whole.end());
        assertThat(part.end()).isBetween(part.start(), whole.end() + Instants.SECOND);
        assertThat(part == whole || part.parent().equals(whole.id())).isTrue();
      }
      assertThat(new String(collector.posts.getFirst().body(), UTF_8)).contains("plant-7");
    }
  }

  @Test
  void traces_are_off_unless_the_file_or_the_usual_variables_ask_for_them() {
    TelemetryConfig none = configuration("{}").telemetry();
    TelemetryConfig file = configuration("telemetry: {endpoint: 'http://c:4318'}").telemetry();
    assertThat(Traces.wanted(none, Map.of())).isFalse();
    assertThat(Traces.wanted(none, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c"))).isTrue();
    assertThat(Traces.wanted(file, Map.of())).isTrue();
    assertThat(Traces.wanted(file, Map.of("OTEL_SDK_DISABLED", "true"))).isFalse();
    assertThat(Traces.wanted(file, Map.of("OTEL_TRACES_EXPORTER", "none"))).isFalse();
  }

  private static List<JsonNode> messages(List<Collector.Post> posts) throws Exception {
    List<JsonNode> out = new ArrayList<>();
    for (Collector.Post post : posts) {
      assertThat(post.path()).isEqualTo("/v2/track");
      for (String line : new String(post.body(), UTF_8).split("\n")) {
        out.add(JSON.readTree(line));
      }
    }
    return out;
  }

  @Test
  void azure_monitor_gets_the_log_and_with_it_the_timings_of_operations() throws Exception {
    Logger measurement = Logger.getLogger("measurement");
    measurement.setLevel(Level.INFO);
    try (Collector collector = new Collector()) {
      collector.refusals.set(1);
      work(
          "executor:\n  azure_monitor_logging_enabled: true\n"
              + "  azure_monitor_instrumentation_key: 'InstrumentationKey=11-22;IngestionEndpoint="
              + collector.url()
              + "/'\n  log_debug_enabled: true\n");
      List<JsonNode> all = messages(collector.posts);
      JsonNode read =
          all.stream()
              .filter(m -> m.at("/data/baseData/message").asText().contains("get_data_for_range"))
              .findFirst()
              .orElseThrow();
      assertThat(read.path("iKey").asText()).isEqualTo("11-22");
      assertThat(read.path("name").asText()).isEqualTo("Microsoft.ApplicationInsights.Message");
      assertThat(read.at("/data/baseType").asText()).isEqualTo("MessageData");
      assertThat(read.at("/data/baseData/severityLevel").asText()).isEqualTo("Information");
      assertThat(read.at("/data/baseData/properties/model").asText()).isEqualTo("pump");
      assertThat(read.at("/data/baseData/properties/attempt").asText()).isEqualTo("1");
      assertThat(read.at("/data/baseData/message").asText())
          .matches(
              "Operation finished \\(delta: \\d+\\.\\d{3}, operation_id: get_data_for_range\\)");
      assertThat(all.stream().map(m -> m.at("/data/baseData/message").asText()))
          .anyMatch(m -> m.contains("execute_prediction"))
          .anyMatch(m -> m.contains("store_prediction_data_and_metadata"))
          .anyMatch(m -> m.contains("process_prediction_task"));
    }
  }

  @Test
  void azure_monitor_without_a_key_is_refused_when_the_file_is_read() {
    assertThatThrownBy(() -> configuration("scheduler: {azure_monitor_logging_enabled: true}"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("scheduler.azure_monitor_instrumentation_key: is missing");
  }
}
