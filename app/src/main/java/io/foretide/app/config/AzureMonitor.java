package io.foretide.app.config;

import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;

/**
 * Latigo's logging keys, which mean what they meant.
 *
 * @param enabled whether what is logged goes to Azure Monitor too
 * @param key an instrumentation key, or a connection string that holds one
 * @param timings whether operations are logged with their times
 */
public record AzureMonitor(boolean enabled, Secret key, boolean timings) {
  static AzureMonitor read(Settings s) {
    boolean enabled = s.flag("azure_monitor_logging_enabled", false);
    Secret key = s.secret("azure_monitor_instrumentation_key");
    if (enabled && key.reveal().isBlank()) {
      s.problem(
          "azure_monitor_instrumentation_key",
          "is missing: expected the key of an Application Insights resource, or set"
              + " azure_monitor_logging_enabled: false");
    }
    return new AzureMonitor(enabled, key, s.flag("log_debug_enabled", false));
  }

  /** What either asks for; the first key that is used counts. */
  AzureMonitor and(AzureMonitor other) {
    return new AzureMonitor(
        enabled || other.enabled, enabled ? key : other.key, timings || other.timings);
  }
}
