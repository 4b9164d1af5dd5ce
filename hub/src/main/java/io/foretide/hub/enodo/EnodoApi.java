package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.Facts;
import io.foretide.hub.enodo.data.JobModels;
import io.foretide.hub.enodo.data.Numbers;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.Registry;
import io.foretide.hub.enodo.data.SeedJobs;
import io.foretide.hub.enodo.data.SeriesDesk;
import io.foretide.hub.enodo.data.Templates;
import io.foretide.hub.enodo.data.Tunables;
import io.foretide.hub.enodo.live.Live;
import io.foretide.hub.enodo.live.LiveRoutes;
import io.foretide.hub.enodo.live.LiveSockets;
import io.foretide.hub.enodo.socketio.SocketIo;
import io.foretide.hub.http.Face;
import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Inside;
import io.foretide.hub.http.Limits;
import io.foretide.hub.http.Route;
import io.foretide.hub.websocket.Endpoint;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts Enodo's REST together. Thread-safe. */
public final class EnodoApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EnodoApi.class);

  private final List<Route> routes = new ArrayList<>();
  private final EnodoAccess guard;
  private final Face face;
  private final SeriesDesk desk;
  private final Live live;
  private final SocketIo socketIo;
  private final boolean socketIoServed;
  private final AutoCloseable hearing;

  /**
   * Reads what is registered.
   *
   * @throws ProviderException if that cannot be read
   */
  public EnodoApi(EnodoSettings settings, EnodoParts p) throws ProviderException {
    guard = new EnodoAccess(settings, p.events(), p.clock());
    face = new EnodoFace(settings);
    Numbers numbers = new Numbers(p.keeper());
    Registry registry = new Registry(p.keeper(), numbers);
    Tunables tunables = new Tunables(p.keeper(), settings.minPoints(), settings.longQueue());
    JobModels models =
        new JobModels(
            p.methods(),
            p.data(),
            p.seasons(),
            module ->
                p.sockets().peers().stream()
                    .anyMatch(w -> {
                      var m = w.module();
                      return m != null && module.equals(m.get("name"));
                    }));
    desk = new SeriesDesk(registry, models, p.engine(), p.series(), tunables, p.clock());
    SettingsDesk settingsDesk = new SettingsDesk(tunables, p.source(), desk);
    Curves curves = new Curves(p.data(), p.predictions());
    Facts facts = new Facts(p.series(), p.engine(), registry, p.clock());
    SeedSeries series =
        new SeedSeries(
            desk,
            new SeedJobs(p.methods(), p.version(), settings.forecastEvery()),
            facts,
            p.engine(),
            p.series(),
            curves);
    EnodoLog log = new EnodoLog(p.events(), registry);
    SeedRoutes seed =
        new SeedRoutes(series, settingsDesk, p.source(), p.methods(), log, p.sockets(), p.load());
    routes.addAll(seed.routes());
    Templates templates = new Templates(p.keeper(), numbers);
    OutputRoutes outputs = new OutputRoutes(p.keeper(), numbers, registry, p.outputs());
    BaseResults base = new BaseResults(p.keeper(), new BaseAnalysis(p.data(), p.grades()));
    NewestSeries newestSeries =
        new NewestSeries(desk, templates, new JobStates(p.engine(), p.series(), base));
    Modules modules = new Modules(p.methods(), p.sockets(), p.version());
    NewestRoutes newest =
        new NewestRoutes(
            registry, facts, modules, p.sockets(), p.source(), outputs, p.keeper(), p.version());
    routes.addAll(
        new ApiRoutes(series, seed, newestSeries, newest, settingsDesk, settings.newest())
            .routes());
    routes.addAll(newest.routes());
    routes.addAll(outputs.routes());
    routes.addAll(new TemplateRoutes(templates, desk).routes());
    routes.addAll(new LabelRoutes(p.keeper()).routes());
    routes.addAll(new JobRoutes(desk, p.engine(), p.series(), p.predictions(), curves).routes());
    live =
        new Live(
            new LiveState(
                registry, newestSeries, facts, modules, outputs, p.source(), log, p.clock()),
            p.clock());
    registry.listen((changed, type) -> {
      live.registered(changed, type);
      if (type.equals("delete")) {
        forget(base, changed);
      }
    });
    outputs.listen(live::output);
    hearing = p.engine().subscribe(live::changed);
    routes.addAll(new LiveRoutes(live, p.clock()).routes());
    routes.addAll(new JobLists(registry, facts, p.engine(), live).routes());
    Inside inside = new Inside(routes, Limits.DEFAULT, p.clock());
    socketIo = new SocketIo(live, inside, guard, p.clock(), new SecureRandom());
    socketIoServed = settings.socketIo();
    if (socketIoServed) {
      routes.addAll(socketIo.routes());
    }
  }

  private static void forget(BaseResults base, Registered series) {
    try {
      base.remove(series);
    } catch (ProviderException e) {
      // Its number is never given again, so what is left is only room.
      LOG.debug("the base analysis of '{}' is left: {}", series.name(), e.getMessage());
    }
  }

  /** Where changes are told over WebSocket. */
  public Endpoint sockets() {
    LiveSockets plain = new LiveSockets(live, guard);
    return socketIoServed
        ? (head, path, query) ->
            socketIo.open(head, path, query).or(() -> plain.open(head, path, query))
        : plain;
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

  /** Ends live updates. */
  @Override
  public void close() {
    socketIo.close();
    live.close();
    try {
      hearing.close();
    } catch (Exception e) {
      LOG.warn("live updates did not end cleanly: {}", e.toString());
    }
  }
}
