package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Handler;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses under {@code /api} that both eras have. A body says by its keys whose it is; an
 * answer has the shape of the era that the request names with {@code era}, or else the settings.
 */
final class ApiRoutes {
  private static final Param ERA =
      Param.choice("era", "Whose shape the answer has.", "seed", "newest");
  private static final Param BY_NAME =
      Param.flag("byName", "Whether {rid} is a name even if it looks like a number.");

  private final SeedSeries seedSeries;
  private final SeedRoutes seed;
  private final NewestSeries newestSeries;
  private final NewestRoutes newest;
  private final SettingsDesk settings;
  private final boolean usual;

  /**
   * @param usual whether answers are the newest era's
   */
  ApiRoutes(
      SeedSeries seedSeries,
      SeedRoutes seed,
      NewestSeries newestSeries,
      NewestRoutes newest,
      SettingsDesk settings,
      boolean usual) {
    this.seedSeries = seedSeries;
    this.seed = seed;
    this.newestSeries = newestSeries;
    this.newest = newest;
    this.settings = settings;
    this.usual = usual;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/api/series",
                "All series.",
                "Series",
                either(newestSeries::list, r -> seedSeries.list(r, true)))
            .with(Pages.params())
            .with(ERA, Fields.PARAM),
        Route.send("POST", "/api/series", "Adds a series.", "NewSeries", "Series", this::add),
        Route.get(
                "/api/series/{rid}",
                "One series.",
                "Series",
                either(newestSeries::one, this::seedOne))
            .with(
                ERA, BY_NAME, Fields.PARAM, Param.flag("include_points", "Also its points (seed)."))
            .in(Route.Lane.HEAVY),
        Route.send(
                "PUT",
                "/api/series/{rid}",
                "Changes jobs or facts of a series.",
                "SeriesEdit",
                "Series",
                newestSeries::edit)
            .with(BY_NAME),
        Route.send("DELETE", "/api/series/{rid}", "Removes it.", "", "Empty", newestSeries::remove)
            .with(BY_NAME)
            .as(Role.ADMIN),
        Route.get(
                "/api/settings",
                "The settings.",
                "Settings",
                either(_ -> settings.newest(), _ -> settings.seed()))
            .with(ERA)
            .as(Role.ADMIN),
        Route.send(
                "POST", "/api/settings", "Changes them.", "Settings", "Settings", this::configure)
            .with(ERA)
            .as(Role.ADMIN),
        Route.get("/api/siridb/status", "Whether the database answers.", "Status", seed::database),
        Route.get(
                "/api/enodo/status",
                "How the hub is.",
                "Status",
                either(newest::status, seed::status))
            .with(ERA, Fields.PARAM),
        Route.get("/api/enodo/log", "What happened to series.", "Log", _ -> seed.lines()),
        Route.get(
                "/api/enodo/clients",
                "Who is connected.",
                "Clients",
                either(newest::clients, seed::clients))
            .with(ERA, Fields.PARAM),
        Route.get("/api/enodo/models", "Which models there are.", "Models", seed::models)
            .with(Param.flag("all", "Also those that have a name only.")));
  }

  private Handler either(Handler ofNewest, Handler ofSeed) {
    return request -> (isNewest(request) ? ofNewest : ofSeed).handle(request);
  }

  private boolean isNewest(Request request) {
    String era = request.query().text("era", usual ? "newest" : "seed");
    return switch (era) {
      case "newest" -> true;
      case "seed" -> false;
      default -> throw ApiError.bad("era", "era '" + era + "': expected seed or newest");
    };
  }

  private Answer seedOne(Request request) throws ProviderException, IOException {
    return seedSeries.one(
        request, request.variable("rid"), true, request.query().flag("include_points"));
  }

  /** {@code config} is the newest era's, {@code model} the seed's. */
  private Answer add(Request request) throws ProviderException, IOException {
    Map<String, @Nullable Object> body =
        PlainJson.object(request.body(request.limits().jsonBytes()));
    boolean ofSeed = body.containsKey("model") || !usual && !body.containsKey("config");
    return ofSeed ? seedSeries.add(body, true) : newestSeries.add(body);
  }

  private Answer configure(Request request) throws ProviderException, IOException {
    settings.change(request);
    return isNewest(request) ? EnodoFace.json(Shape.data(true)) : settings.seed();
  }
}
