package io.foretide.hub;

import io.foretide.hub.alarm.AlarmRoutes;
import io.foretide.hub.clients.ClientRoutes;
import io.foretide.hub.coverage.BackfillRoutes;
import io.foretide.hub.coverage.CoverageRoutes;
import io.foretide.hub.coverage.WorkRoutes;
import io.foretide.hub.events.EventRoutes;
import io.foretide.hub.explore.ExploreRoutes;
import io.foretide.hub.export.ExportRoutes;
import io.foretide.hub.fleet.FleetRoutes;
import io.foretide.hub.http.Observer;
import io.foretide.hub.http.Route;
import io.foretide.hub.http.Watchdog;
import io.foretide.hub.ingest.JsonRoutes;
import io.foretide.hub.ingest.LineRoutes;
import io.foretide.hub.log.LogRoutes;
import io.foretide.hub.login.LoginRoutes;
import io.foretide.hub.login.Sessions;
import io.foretide.hub.metrics.MetricRoutes;
import io.foretide.hub.models.AccuracyRoutes;
import io.foretide.hub.models.EditRoutes;
import io.foretide.hub.models.ModelRoutes;
import io.foretide.hub.models.PredictionRoutes;
import io.foretide.hub.openapi.OpenApi;
import io.foretide.hub.pages.PageRoutes;
import io.foretide.hub.rollouts.RolloutRoutes;
import io.foretide.hub.series.GradeRoutes;
import io.foretide.hub.series.PointRoutes;
import io.foretide.hub.series.SeriesRoutes;
import io.foretide.hub.status.CapacityRoutes;
import io.foretide.hub.status.ProcessRoutes;
import io.foretide.hub.status.StatusJson;
import io.foretide.hub.status.StatusRoutes;
import io.foretide.hub.stream.StreamRoutes;
import io.foretide.hub.tryout.TryRoutes;
import io.foretide.ingest.Limits;
import io.foretide.ingest.json.JsonPoints;
import io.foretide.ingest.line.LineProtocol;
import io.foretide.ingest.line.SeriesNaming;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the features together. */
final class Wiring implements AutoCloseable {
  private final List<Route> routes;
  private final StreamRoutes stream;
  private final MetricRoutes metrics;
  private final LogRoutes log;
  private final TryRoutes tryout;
  private final @Nullable Sessions sessions;
  private final Watchdog watchdog;

  Wiring(HubSettings settings, Services s) {
    List<Route> all = new ArrayList<>();
    StatusJson status =
        new StatusJson(
            s.engine(),
            s.series(),
            s.points(),
            s.grades(),
            s.alarms(),
            s.version(),
            s.storeTrouble());
    all.addAll(new StatusRoutes(status, s.engine(), s.settings(), s.storeTrouble()).routes());
    all.addAll(new CapacityRoutes(s.capacity()).routes());
    all.addAll(new ProcessRoutes(s.peers()).routes());
    all.addAll(new SeriesRoutes(s.series(), s.data(), s.engine(), s.grades()).routes());
    all.addAll(
        new ExploreRoutes(s.series(), s.data(), s.engine(), s.predictions(), s.clock()).routes());
    all.addAll(new FleetRoutes(s.series(), s.grades(), s.engine(), s.alarms()).routes());
    all.addAll(new GradeRoutes(s.series(), s.grades()).routes());
    all.addAll(new PointRoutes(s.series(), s.data()).routes());
    all.addAll(new ModelRoutes(s.engine()).routes());
    all.addAll(new EditRoutes(s.engine()).routes());
    all.addAll(new PredictionRoutes(s.engine(), s.predictions()).routes());
    all.addAll(new AccuracyRoutes(s.engine(), s.predictions(), s.data()).routes());
    all.addAll(new CoverageRoutes(s.engine()).routes());
    all.addAll(new WorkRoutes(s.engine()).routes());
    all.addAll(new BackfillRoutes(s.engine()).routes());
    all.addAll(new RolloutRoutes(s.engine()).routes());
    all.addAll(new EventRoutes(s.events()).routes());
    Sessions people = new Sessions(s.clock());
    sessions = settings.login() == null ? null : people;
    all.addAll(new LoginRoutes(settings.login(), people, settings.tokens(), s.clock()).routes());
    tryout = new TryRoutes(s.backtests(), s.series(), s.data());
    all.addAll(tryout.routes());
    log = new LogRoutes(s.log(), s.engine());
    all.addAll(log.routes());
    all.addAll(new ExportRoutes(s.series(), s.data(), s.engine(), s.predictions()).routes());
    all.addAll(new ClientRoutes(s.clients()).routes());
    s.alarms().ifPresent(a -> all.addAll(new AlarmRoutes(a).routes()));
    LineProtocol lines = new LineProtocol(SeriesNaming.DEFAULT, Limits.DEFAULT, s.clock());
    all.addAll(new LineRoutes(lines, s.points(), s.version()).routes());
    JsonPoints json = new JsonPoints(Limits.DEFAULT, s.clock());
    all.addAll(new JsonRoutes(json, s.points()).routes());
    all.addAll(new PageRoutes(Hub.class.getClassLoader()).routes());
    stream = new StreamRoutes(status, s.engine(), s.clock());
    all.addAll(stream.routes());
    metrics =
        new MetricRoutes(
            s.engine(),
            s.series(),
            s.points(),
            s.gauges(),
            stream::clients,
            settings.metricsModels(),
            settings.metricsOpen());
    all.addAll(metrics.routes());
    watchdog = new Watchdog(s.clock());
    routes = new OpenApi(all, s.version()).all();
  }

  List<Route> routes() {
    return routes;
  }

  /** Who is logged in; null where nobody can. */
  @Nullable Sessions sessions() {
    return sessions;
  }

  Observer observer() {
    return metrics;
  }

  int streamClients() {
    return stream.clients();
  }

  Watchdog watchdog() {
    return watchdog;
  }

  @Override
  public void close() {
    stream.close();
    log.close();
    tryout.close();
    metrics.close();
    watchdog.close();
  }
}
