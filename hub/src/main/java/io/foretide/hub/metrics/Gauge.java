package io.foretide.hub.metrics;

import java.util.Map;

/**
 * One figure at one moment.
 *
 * @param name in Prometheus' form, such as {@code foretide_store_bytes}
 * @param help one sentence
 * @param labels few, with few values
 * @param value now
 */
public record Gauge(String name, String help, Map<String, String> labels, double value) {
  public Gauge {
    labels = Map.copyOf(labels);
  }
}
