package io.foretide.app.config;

import io.foretide.core.settings.Settings;

/** Latigo's logging keys, which have a replacement. */
final class AzureMonitor {
  private AzureMonitor() {}

  static void obsolete(Settings s) {
    s.obsolete("azure_monitor_logging_enabled", "read /metrics, /api/v1/events or the log instead");
    s.obsolete(
        "azure_monitor_instrumentation_key", "read /metrics, /api/v1/events or the log instead");
    s.obsolete("log_debug_enabled", "use log.level: debug");
  }
}
