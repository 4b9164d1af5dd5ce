package io.foretide.hub.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers figures by name for one scrape. Used by one thread. */
final class Snapshots {
  private record Family(String help, boolean counter, Map<Labels, Double> values) {}

  private final Map<String, Family> families = new LinkedHashMap<>();

  void gauge(String name, String help, double value, String... labels) {
    family(name, help, false).values.put(Labels.of(labels), value);
  }

  /**
   * @param name without {@code _total}
   */
  void counter(String name, String help, double value, String... labels) {
    family(name, help, true).values.put(Labels.of(labels), value);
  }

  void gauge(Gauge gauge) {
    List<String> labels = new ArrayList<>();
    gauge.labels().forEach((k, v) -> labels.addAll(List.of(k, v)));
    gauge(gauge.name(), gauge.help(), gauge.value(), labels.toArray(new String[0]));
  }

  private Family family(String name, String help, boolean counter) {
    return families.computeIfAbsent(name, _ -> new Family(help, counter, new LinkedHashMap<>()));
  }

  MetricSnapshots build() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    families.forEach((name, family) -> {
      if (family.counter) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(family.help);
        family.values.forEach((labels, value) ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
        all.metricSnapshot(counter.build());
      } else {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(family.help);
        family.values.forEach((labels, value) ->
            gauge.dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        all.metricSnapshot(gauge.build());
      }
    });
    return all.build();
  }
}
