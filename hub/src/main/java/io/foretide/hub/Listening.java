package io.foretide.hub;

import io.foretide.hub.access.PemIdentity;
import io.foretide.hub.http.Front;
import io.foretide.hub.http.Limits;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the server behind a set of routes listen. */
final class Listening {
  private Listening() {}

  /**
   * Where to listen.
   *
   * @param host address
   * @param port 0 for any free one
   * @param setting which people change to have another port
   */
  record Place(String host, int port, String setting) {}

  /**
   * A server that is ready for requests.
   *
   * @param upgraders take requests over that ask for another protocol
   * @throws StartRefused if the port is taken, or a certificate cannot be used
   */
  static WebServer start(
      Place place,
      HubSettings.@Nullable Tls tls,
      Limits limits,
      Front front,
      List<? extends Http1Upgrader> upgraders)
      throws StartRefused {
    checkPort(place);
    try {
      WebServer server = configure(place, tls, limits, front, upgraders).build().start();
      if (server.isRunning()) {
        return server;
      }
    } catch (RuntimeException e) {
      throw new StartRefused("the hub cannot start: " + e.getMessage(), e);
    }
    throw taken(place, "the server did not start");
  }

  /** The server itself only logs that a port is taken, so it is tried first. */
  private static void checkPort(Place place) throws StartRefused {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(place.host(), place.port()), 1);
    } catch (IOException e) {
      throw taken(place, String.valueOf(e.getMessage()));
    }
  }

  private static StartRefused taken(Place place, String why) {
    return new StartRefused(
        "port "
            + place.port()
            + " on "
            + place.host()
            + " cannot be used ("
            + why
            + "): stop the program that has it, or choose another with "
            + place.setting());
  }

  private static WebServerConfig.Builder configure(
      Place place,
      HubSettings.@Nullable Tls tls,
      Limits limits,
      Front front,
      List<? extends Http1Upgrader> upgraders)
      throws StartRefused {
    Http1Config http1 =
        Http1Config.builder().maxHeadersSize(limits.headerBytes()).maxPrologueLength(8_192).build();
    var selector = Http1ConnectionSelector.builder().config(http1);
    upgraders.forEach(selector::addUpgrader);
    WebServerConfig.Builder server =
        WebServer.builder()
            .host(place.host())
            .port(place.port())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(selector.build())
            .maxTcpConnections(limits.connections())
            .idleConnectionTimeout(limits.idleTimeout())
            .shutdownGracePeriod(Duration.ofMillis(500))
            .connectionOptions(o -> o.tcpNoDelay(true))
            .contentEncoding(
                e -> e.contentEncodingsDiscoverServices(false).addContentEncoding(new Undecoded()))
            .mediaContext(m -> m.mediaSupportsDiscoverServices(false))
            .directHandlers(Refusals.asJson())
            .routing(r -> r.any(front));
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
}
