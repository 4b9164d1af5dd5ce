package io.foretide.hub;

import io.foretide.hub.access.Access;
import io.foretide.hub.access.Loopback;
import io.foretide.hub.http.Face;
import io.foretide.hub.http.Front;
import io.helidon.webserver.WebServer;
import java.net.UnknownHostException;
import java.util.List;

/** The running HTTP server: API, live updates, ingest, figures and pages. Thread-safe. */
public final class Hub implements AutoCloseable {
  private final WebServer server;
  private final Wiring wiring;

  private Hub(WebServer server, Wiring wiring) {
    this.server = server;
    this.wiring = wiring;
  }

  /**
   * Starts serving.
   *
   * @throws StartRefused if the address is open to others without tokens, the port is taken, or a
   *     certificate cannot be used
   */
  public static Hub start(HubSettings settings, Services services) throws StartRefused {
    checkAddress(settings);
    Wiring wiring = new Wiring(settings, services);
    Front front =
        new Front(
            wiring.routes(),
            new Access(settings.tokens(), settings.hosts(), wiring.sessions()),
            Face.USUAL,
            settings.limits(),
            services.clock(),
            wiring.observer(),
            wiring.watchdog());
    try {
      WebServer server =
          Listening.start(
              new Listening.Place(settings.host(), settings.port(), "--port or hub.port"),
              settings.tls(),
              settings.limits(),
              front,
              List.of());
      return new Hub(server, wiring);
    } catch (StartRefused e) {
      wiring.close();
      throw e;
    }
  }

  private static void checkAddress(HubSettings settings) throws StartRefused {
    try {
      if (settings.tokens().isEmpty()
          && settings.login() == null
          && !Loopback.binds(settings.host())) {
        throw new StartRefused(
            "hub.host "
                + settings.host()
                + " can be reached from other machines, but hub.tokens has no token: set"
                + " hub.tokens.read, .write or .admin, or use hub.host 127.0.0.1");
      }
    } catch (UnknownHostException e) {
      throw new StartRefused(
          "hub.host '" + settings.host() + "' is not known: expected an address of this machine",
          e);
    }
  }

  /** The port that is served. */
  public int port() {
    return server.port();
  }

  /** How many clients listen to live updates. */
  public int streamClients() {
    return wiring.streamClients();
  }

  /** Stops serving; running requests get half a second. */
  @Override
  public void close() {
    wiring.close();
    server.stop();
  }
}
