package io.foretide.hub;

import io.foretide.hub.access.Access;
import io.foretide.hub.access.Loopback;
import io.foretide.hub.access.PemIdentity;
import io.foretide.hub.http.Front;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;

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
    checkPort(settings);
    Wiring wiring = new Wiring(settings, services);
    Front front =
        new Front(
            wiring.routes(),
            new Access(settings.tokens(), settings.hosts()),
            settings.limits(),
            services.clock(),
            wiring.observer(),
            wiring.watchdog());
    try {
      WebServer server = configure(settings, front).build().start();
      if (server.isRunning()) {
        return new Hub(server, wiring);
      }
    } catch (RuntimeException e) {
      wiring.close();
      throw new StartRefused("the hub cannot start: " + e.getMessage(), e);
    }
    wiring.close();
    throw taken(settings, "the server did not start");
  }

  /** The server itself only logs that a port is taken, so it is tried first. */
  private static void checkPort(HubSettings settings) throws StartRefused {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(settings.host(), settings.port()), 1);
    } catch (IOException e) {
      throw taken(settings, String.valueOf(e.getMessage()));
    }
  }

  private static StartRefused taken(HubSettings settings, String why) {
    return new StartRefused(
        "port "
            + settings.port()
            + " on "
            + settings.host()
            + " cannot be used ("
            + why
            + "): stop the program that has it, or choose another with --port or hub.port");
  }

  private static void checkAddress(HubSettings settings) throws StartRefused {
    try {
      if (settings.tokens().isEmpty() && !Loopback.binds(settings.host())) {
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

  private static WebServerConfig.Builder configure(HubSettings settings, Front front)
      throws StartRefused {
    Http1Config http1 =
        Http1Config.builder()
            .maxHeadersSize(settings.limits().headerBytes())
            .maxPrologueLength(8_192)
            .build();
    WebServerConfig.Builder server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(Http1ConnectionSelector.builder().config(http1).build())
            .maxTcpConnections(settings.limits().connections())
            .idleConnectionTimeout(settings.limits().idleTimeout())
            .shutdownGracePeriod(Duration.ofMillis(500))
            .connectionOptions(o -> o.tcpNoDelay(true))
            .contentEncoding(
                e -> e.contentEncodingsDiscoverServices(false).addContentEncoding(new Undecoded()))
            .mediaContext(m -> m.mediaSupportsDiscoverServices(false))
            .directHandlers(Refusals.asJson())
            .routing(r -> r.any(front));
    HubSettings.Tls tls = settings.tls();
    if (tls != null) {
      try {
        server.tls(
            Tls.builder().sslContext(PemIdentity.load(tls.certificate(), tls.key())).build());
      } catch (IOException e) {
        throw new StartRefused(String.valueOf(e.getMessage()), e);
      }
    }
    return server;
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
