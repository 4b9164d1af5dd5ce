package io.foretide.hub.metrics;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.EngineStatus;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.engine.Tally;
import io.foretide.core.error.ProviderException;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.hub.ingest.MeteredSink;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Figures of the engine, read at each scrape. Thread-safe. */
final class EngineFigures implements MultiCollector {
  private final Engine engine;
  private final SensorInformationProvider series;
  private final MeteredSink points;
  private final Supplier<List<Gauge>> more;
  private final IntSupplier clients;
  private final int mostModels;

  /**
   * @param mostModels models with figures of their own, the worst first
   */
  EngineFigures(
      Engine engine,
      SensorInformationProvider series,
      MeteredSink points,
      Supplier<List<Gauge>> more,
      IntSupplier clients,
      int mostModels) {
    this.engine = engine;
    this.series = series;
    this.points = points;
    this.more = more;
    this.clients = clients;
    this.mostModels = mostModels;
  }

  @Override
  public MetricSnapshots collect() {
    Snapshots out = new Snapshots();
    overall(out, engine.status());
    ingest(out);
    double up = 1;
    try {
      out.gauge("foretide_series", "Series that exist.", series.count());
      if (mostModels > 0) {
        for (ModelStatus s :
            engine.models("", null, Engine.ModelOrder.WORST_FIRST, 0, mostModels)) {
          model(out, s);
        }
      }
    } catch (ProviderException e) {
      up = 0;
    }
    out.gauge("foretide_store_up", "1 if the store answered this scrape.", up);
    out.gauge("foretide_stream_clients", "Clients of live updates.", clients.getAsInt());
    more.get().forEach(out::gauge);
    return out.build();
  }

  private static void overall(Snapshots out, EngineStatus s) {
    long ok = s.models() - s.paused() - s.behind() - s.failing() - s.filling();
    String models = "Living models by health.";
    out.gauge("foretide_models", models, Math.max(0, ok), "health", "ok");
    out.gauge("foretide_models", models, s.paused(), "health", "paused");
    out.gauge("foretide_models", models, s.behind(), "health", "behind");
    out.gauge("foretide_models", models, s.failing(), "health", "failing");
    out.gauge("foretide_models", models, s.filling(), "health", "filling");
    tally(out, "foretide_intervals", "Due intervals by state.", s.tally());
    out.gauge("foretide_intervals_due", "Due intervals.", s.tally().due());
    out.gauge(
        "foretide_complete_ratio", "Share of due intervals that ended.", s.tally().complete());
    out.gauge("foretide_due_per_hour", "Intervals that fall due in an hour.", s.duePerHour());
    out.gauge(
        "foretide_tasks_committed_per_second",
        "Tasks committed per second.",
        s.committedPerSecond());
    out.gauge("foretide_lag_p99_seconds", "99th percentile of models' lags.", s.lagP99() / 1e9);
    out.gauge("foretide_lag_max_seconds", "Largest lag of a model.", s.lagMax() / 1e9);
    out.gauge(
        "foretide_backlog_seconds",
        "Estimate until nothing is missing.",
        s.backlogSeconds() < 0 ? Double.NaN : s.backlogSeconds());
    out.gauge(
        "foretide_clock_held",
        "1 while the clock holds planning.",
        s.clockNotice().isEmpty() ? 0 : 1);
    out.counter("foretide_retries", "Tasks put off.", s.retries());
    out.gauge("foretide_start_time_seconds", "When the engine started.", s.startedAt() / 1e9);
  }

  private void ingest(Snapshots out) {
    out.counter("foretide_points_written", "Points written.", points.points());
    out.counter("foretide_points_changed", "Points that were new or changed.", points.changed());
    out.counter("foretide_points_rejected", "Points or lines refused.", points.rejected());
    out.counter("foretide_ingest_busy", "Writes refused by a full buffer.", points.busy());
    out.gauge("foretide_points_per_second", "Points written per second.", points.pointsPerSecond());
  }

  private static void model(Snapshots out, ModelStatus s) {
    String name = s.model().name();
    out.gauge("foretide_model_lag_seconds", "A model's lag.", s.lag() / 1e9, "model", name);
    tally(out, "foretide_model_intervals", "A model's intervals.", s.tally(), "model", name);
    out.counter("foretide_model_retries", "A model's tasks put off.", s.retries(), "model", name);
  }

  private static void tally(Snapshots out, String name, String help, Tally t, String... labels) {
    out.gauge(name, help, t.predicted(), with(labels, "predicted"));
    out.gauge(name, help, t.empty(), with(labels, "empty"));
    out.gauge(name, help, t.failed(), with(labels, "failed"));
    out.gauge(name, help, t.inFlight(), with(labels, "in_flight"));
    out.gauge(name, help, t.missing(), with(labels, "missing"));
    out.gauge(name, help, t.handedOff(), with(labels, "handed_off"));
  }

  private static String[] with(String[] labels, String state) {
    return labels.length == 0
        ? new String[] {"state", state}
        : new String[] {labels[0], labels[1], "state", state};
  }
}
