package io.foretide.hub.enodo;

import io.foretide.hub.http.Param;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.util.List;

/** The seed's routes under {@code /api}, as its later versions had them. */
final class SeedApiRoutes {
  private final SeedSeries series;
  private final SeedRoutes seed;
  private final SettingsDesk settings;

  SeedApiRoutes(SeedSeries series, SeedRoutes seed, SettingsDesk settings) {
    this.series = series;
    this.seed = seed;
    this.settings = settings;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/series", "All series.", "Series", r -> series.list(r, true))
            .with(Pages.params()),
        Route.send(
            "POST",
            "/api/series",
            "Has a series forecast; the same name again changes how.",
            "NewSeries",
            "Series",
            r -> series.add(r, true)),
        Route.get(
                "/api/series/{name}",
                "One series with its forecast.",
                "Series",
                r -> series.one(r, true, r.query().flag("include_points")))
            .with(Param.flag("include_points", "Also its points, the mean of each hour."))
            .in(Route.Lane.HEAVY),
        Route.send(
                "DELETE",
                "/api/series/{name}",
                "Ends the forecasting.",
                "",
                "Empty",
                series::remove)
            .as(Role.ADMIN),
        Route.get("/api/settings", "The settings.", "Settings", _ -> settings.seed())
            .as(Role.ADMIN),
        Route.send(
                "POST",
                "/api/settings",
                "Changes settings.",
                "Settings",
                "Settings",
                seed::configure)
            .as(Role.ADMIN),
        Route.get("/api/siridb/status", "Whether the database answers.", "Status", seed::database),
        Route.get("/api/enodo/status", "How busy the hub is.", "Status", seed::status),
        Route.get("/api/enodo/log", "What happened to series.", "Log", _ -> seed.lines()),
        Route.get("/api/enodo/clients", "Who is connected.", "Clients", seed::clients),
        Route.get("/api/enodo/models", "Which models there are.", "Models", seed::models)
            .with(Param.flag("all", "Also those that have a name only.")));
  }
}
