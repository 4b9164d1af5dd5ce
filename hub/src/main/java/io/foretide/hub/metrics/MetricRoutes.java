package io.foretide.hub.metrics;

import io.foretide.core.engine.Engine;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Observer;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import io.foretide.hub.ingest.MeteredSink;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /metrics}, and the count and duration of every request. Thread-safe. */
public final class MetricRoutes implements Observer, AutoCloseable {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private final EngineFigures figures;
  private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();
  private final boolean open;

  /** Made at the first request, not at the start, which it would delay. */
  private @Nullable PrometheusMeterRegistry registry;

  /** Bounded: routes are few, and statuses too. */
  private record Key(String route, int status) {}

  /**
   * @param clients how many live update streams are open
   * @param mostModels models with figures of their own
   * @param open whether no token is needed
   */
  public MetricRoutes(
      Engine engine,
      SensorInformationProvider series,
      MeteredSink points,
      Supplier<List<Gauge>> more,
      IntSupplier clients,
      int mostModels,
      boolean open) {
    this.open = open;
    this.figures = new EngineFigures(engine, series, points, more, clients, mostModels);
  }

  private synchronized PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry known = registry;
    if (known == null) {
      known = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      known.getPrometheusRegistry().register(figures);
      new JvmMemoryMetrics().bindTo(known);
      new ProcessorMetrics().bindTo(known);
      new UptimeMetrics().bindTo(known);
      registry = known;
    }
    return known;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/metrics", "Figures in Prometheus' text format.", "text/plain", this::scrape)
            .as(open ? Role.OPEN : Role.READ));
  }

  private Answer scrape(Request request) {
    return Answer.text(200, TYPE, registry().scrape(TYPE));
  }

  @Override
  public void answered(String route, int status, long nanos) {
    timers
        .computeIfAbsent(new Key(route, status), this::timer)
        .record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  private Timer timer(Key key) {
    return Timer.builder("foretide.http.requests")
        .description("Answered requests.")
        .tag("route", key.route.isEmpty() ? "none" : key.route)
        .tag("status", Integer.toString(key.status))
        .register(registry());
  }

  @Override
  public synchronized void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
