package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.Facts;
import io.foretide.hub.enodo.data.JobModels;
import io.foretide.hub.enodo.data.Numbers;
import io.foretide.hub.enodo.data.Registry;
import io.foretide.hub.enodo.data.SeedJobs;
import io.foretide.hub.enodo.data.SeriesDesk;
import io.foretide.hub.enodo.data.Tunables;
import io.foretide.hub.http.Face;
import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Route;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts Enodo's REST together. Thread-safe. */
public final class EnodoApi {
  private static final Logger LOG = LoggerFactory.getLogger(EnodoApi.class);

  private final List<Route> routes = new ArrayList<>();
  private final Guard guard;
  private final Face face;
  private final SeriesDesk desk;

  /**
   * Reads what is registered.
   *
   * @throws ProviderException if that cannot be read
   */
  public EnodoApi(EnodoSettings settings, EnodoParts p) throws ProviderException {
    guard = new EnodoAccess(settings, p.events(), p.clock());
    face = new EnodoFace(settings);
    Registry registry = new Registry(p.keeper(), new Numbers(p.keeper()));
    Tunables tunables = new Tunables(p.keeper());
    JobModels models = new JobModels(p.methods(), p.data(), p.seasons());
    desk = new SeriesDesk(registry, models, p.engine(), p.series(), tunables, p.clock());
    SettingsDesk settingsDesk = new SettingsDesk(tunables, p.source(), desk);
    Curves curves = new Curves(p.data(), p.predictions());
    Facts facts = new Facts(p.series(), p.engine(), p.clock());
    SeedSeries series =
        new SeedSeries(
            desk, new SeedJobs(p.methods(), p.version()), facts, p.engine(), p.series(), curves);
    SeedRoutes seed =
        new SeedRoutes(
            series,
            settingsDesk,
            p.source(),
            p.methods(),
            new EnodoLog(p.events(), registry),
            p.sockets(),
            p.load());
    routes.addAll(seed.routes());
    routes.addAll(new SeedApiRoutes(series, seed, settingsDesk).routes());
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }

  public Guard guard() {
    return guard;
  }

  public Face face() {
    return face;
  }

  /** Wakes series that have points enough by now; called again and again. */
  public void look() {
    try {
      desk.look();
    } catch (ProviderException e) {
      LOG.debug("registered series are looked at again at the next turn: {}", e.getMessage());
    }
  }
}
