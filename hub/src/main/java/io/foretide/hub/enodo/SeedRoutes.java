package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.Method;
import io.foretide.hub.enodo.data.Methods;
import io.foretide.hub.enodo.data.SeedMethod;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The routes of the seed's hub at their own addresses. */
final class SeedRoutes {
  private final SeedSeries series;
  private final SettingsDesk settings;
  private final SeriesSource source;
  private final Methods methods;
  private final EnodoLog log;
  private final Sockets sockets;
  private final DoubleSupplier load;

  /**
   * @param load of the processors, 0 to 1
   */
  SeedRoutes(
      SeedSeries series,
      SettingsDesk settings,
      SeriesSource source,
      Methods methods,
      EnodoLog log,
      Sockets sockets,
      DoubleSupplier load) {
    this.series = series;
    this.settings = settings;
    this.source = source;
    this.methods = methods;
    this.log = log;
    this.sockets = sockets;
    this.load = load;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/series", "All series.", "Series", r -> series.list(r, false))
            .with(Pages.params()),
        Route.send(
            "POST",
            "/series",
            "Has a series forecast; the same name again changes how.",
            "NewSeries",
            "Series",
            r -> series.add(r, false)),
        Route.get(
                "/series/{name}",
                "One series with its points and its forecast.",
                "Series",
                r -> series.one(r, r.variable("name"), false, true))
            .in(Route.Lane.HEAVY),
        Route.send("DELETE", "/series/{name}", "Ends the forecasting.", "", "Empty", series::remove)
            .as(Role.ADMIN),
        Route.get("/settings", "The settings.", "Settings", _ -> settings.seed()).as(Role.ADMIN),
        Route.send(
                "POST", "/settings", "Changes settings.", "Settings", "Settings", this::configure)
            .as(Role.ADMIN),
        Route.get("/siridb/status", "Whether the database answers.", "Status", this::database),
        Route.get("/enodo/status", "How busy the hub is.", "Status", this::status),
        Route.get("/enodo/log", "What happened to series.", "Log", r -> lines()),
        Route.get("/enodo/clients", "Who is connected.", "Clients", this::clients),
        Route.get("/enodo/models", "Which models there are.", "Models", this::models)
            .with(Param.flag("all", "Also those that have a name only.")));
  }

  Answer configure(Request request) throws ProviderException, IOException {
    settings.change(request);
    return settings.seed();
  }

  Answer database(Request request) {
    String trouble = source.trouble();
    return EnodoFace.json(
        Shape.data(new Shape().put("connected", trouble.isEmpty()).put("status", trouble).map()));
  }

  Answer status(Request request) {
    double cpu = Math.rint(1000 * Math.clamp(load.getAsDouble(), 0, 1)) / 10;
    return EnodoFace.json(Shape.data(new Shape().put("cpu_usage", cpu).map()));
  }

  Answer lines() {
    return EnodoFace.json(Shape.data(log.lines()));
  }

  Answer clients(Request request) {
    List<Map<String, @Nullable Object>> listeners = new ArrayList<>();
    List<Map<String, @Nullable Object>> workers = new ArrayList<>();
    for (Sockets.Peer p : sockets.peers()) {
      (p.isWorker() ? workers : listeners)
          .add(
              new Shape()
                  .put("client_id", p.id())
                  .put("ip_address", List.of(p.host(), p.port()))
                  .put("writer", null)
                  .put("busy", p.busy())
                  .put("last_seen", p.lastSeen() / (double) Instants.SECOND)
                  .put("version", p.version())
                  .map());
    }
    return EnodoFace.json(
        Shape.data(new Shape().put("listeners", listeners).put("workers", workers).map()));
  }

  Answer models(Request request) {
    Shape names = new Shape();
    Shape parameters = new Shape();
    for (SeedMethod m : SeedMethod.values()) {
      names.put(Integer.toString(m.number()), m.title());
      parameters.put(Integer.toString(m.number()), m.parameters());
    }
    if (request.query().flag("all")) {
      for (Method m : methods.all()) {
        if (m.kind() == JobKind.FORECAST) {
          names.put(m.name(), m.description());
          parameters.put(m.name(), m.names());
        }
      }
    }
    return EnodoFace.json(
        Shape.data(
            new Shape().put("models", names.map()).put("parameters", parameters.map()).map()));
  }
}
