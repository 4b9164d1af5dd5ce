package io.foretide.hub;

import io.foretide.hub.coverage.BackfillRoutes;
import io.foretide.hub.coverage.CoverageRoutes;
import io.foretide.hub.coverage.WorkRoutes;
import io.foretide.hub.events.EventRoutes;
import io.foretide.hub.http.Observer;
import io.foretide.hub.http.Route;
import io.foretide.hub.models.EditRoutes;
import io.foretide.hub.models.ModelRoutes;
import io.foretide.hub.models.PredictionRoutes;
import io.foretide.hub.series.PointRoutes;
import io.foretide.hub.series.SeriesRoutes;
import io.foretide.hub.status.StatusJson;
import io.foretide.hub.status.StatusRoutes;
import java.util.ArrayList;
import java.util.List;

/** Puts the features together. */
final class Wiring implements AutoCloseable {
  private final List<Route> routes = new ArrayList<>();

  Wiring(HubSettings settings, Services s) {
    StatusJson status = new StatusJson(s.engine(), s.series(), s.points(), s.version());
    routes.addAll(new StatusRoutes(status, s.engine(), s.settings()).routes());
    routes.addAll(new SeriesRoutes(s.series(), s.data(), s.engine()).routes());
    routes.addAll(new PointRoutes(s.series(), s.data()).routes());
    routes.addAll(new ModelRoutes(s.engine()).routes());
    routes.addAll(new EditRoutes(s.engine()).routes());
    routes.addAll(new PredictionRoutes(s.engine(), s.predictions()).routes());
    routes.addAll(new CoverageRoutes(s.engine()).routes());
    routes.addAll(new WorkRoutes(s.engine()).routes());
    routes.addAll(new BackfillRoutes(s.engine()).routes());
    routes.addAll(new EventRoutes(s.events()).routes());
  }

  List<Route> routes() {
    return routes;
  }

  Observer observer() {
    return (_, _, _) -> {};
  }

  @Override
  public void close() {}
}
