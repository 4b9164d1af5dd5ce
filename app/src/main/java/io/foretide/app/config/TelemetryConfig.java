package io.foretide.app.config;

import io.foretide.core.settings.Settings;
import java.util.List;

/**
 * What is told about the program's own work beside metrics.
 *
 * @param json whether log lines are JSON objects
 * @param endpoint where traces go, OTLP over HTTP; empty where only the environment may say it
 * @param service name of this program in traces
 * @param sample share of tasks that are traced
 * @param azure Latigo's keys of both sections
 */
public record TelemetryConfig(
    boolean json, String endpoint, String service, double sample, AzureMonitor azure) {
  static TelemetryConfig read(
      Settings log, Settings telemetry, AzureMonitor scheduler, AzureMonitor executor) {
    boolean json = log.choice("format", "text", List.of("text", "json")).equals("json");
    String endpoint = telemetry.text("endpoint", "");
    if (!endpoint.isEmpty() && !endpoint.matches("https?://[^\\s/]+.*")) {
      telemetry.problem(
          "endpoint", "'" + endpoint + "' is no address: expected such as http://collector:4318");
    }
    return new TelemetryConfig(
        json,
        endpoint,
        telemetry.text("service", "foretide"),
        telemetry.number("sample", 1, 0, 1),
        scheduler.and(executor));
  }
}
