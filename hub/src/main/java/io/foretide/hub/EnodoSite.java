package io.foretide.hub;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.hub.enodo.EnodoApi;
import io.foretide.hub.enodo.EnodoParts;
import io.foretide.hub.enodo.EnodoSettings;
import io.foretide.hub.http.Front;
import io.foretide.hub.http.Limits;
import io.foretide.hub.http.Watchdog;
import io.foretide.hub.websocket.WebSockets;
import io.foretide.ingest.Repeating;
import io.helidon.webserver.WebServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enodo's REST at an address of its own, for its paths are also those of this hub's pages.
 * Thread-safe.
 */
public final class EnodoSite implements AutoCloseable {
  private static final long LOOK_EVERY = 5 * Instants.SECOND;

  private final EnodoApi api;
  private final WebSockets sockets;
  private final WebServer server;
  private final Watchdog watchdog;
  private final Repeating looking;

  private EnodoSite(
      EnodoApi api, WebSockets sockets, WebServer server, Watchdog watchdog, Repeating looking) {
    this.api = api;
    this.sockets = sockets;
    this.server = server;
    this.watchdog = watchdog;
    this.looking = looking;
  }

  /**
   * Starts serving.
   *
   * @param tls for HTTPS; null for plain HTTP
   * @throws StartRefused if the address cannot be used
   * @throws ProviderException if what clients registered cannot be read
   */
  public static EnodoSite start(
      EnodoSettings settings, HubSettings.@Nullable Tls tls, Limits limits, EnodoParts parts)
      throws StartRefused, ProviderException {
    EnodoApi api = new EnodoApi(settings, parts);
    Watchdog watchdog = new Watchdog(parts.clock());
    WebSockets sockets = new WebSockets(api.sockets(), limits, parts.clock());
    Front front =
        new Front(
            api.routes(),
            api.guard(),
            api.face(),
            limits,
            parts.clock(),
            (_, _, _) -> {},
            watchdog);
    try {
      WebServer server =
          Listening.start(
              new Listening.Place(settings.host(), settings.port(), "hub.enodo.http_port"),
              tls,
              limits,
              front,
              List.of(sockets));
      return new EnodoSite(
          api, sockets, server, watchdog, new Repeating("enodo series", LOOK_EVERY, api::look));
    } catch (StartRefused e) {
      api.close();
      sockets.close();
      watchdog.close();
      throw e;
    }
  }

  /** The port that is served. */
  public int port() {
    return server.port();
  }

  /** Looks at the registered series now; it is done every few seconds by itself. */
  public void look() {
    api.look();
  }

  /** Stops serving; running requests get half a second. */
  @Override
  public void close() {
    looking.close();
    api.close();
    sockets.close();
    server.stop();
    watchdog.close();
  }
}
