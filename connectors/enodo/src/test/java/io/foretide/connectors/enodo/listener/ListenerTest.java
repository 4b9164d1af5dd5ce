package io.foretide.connectors.enodo.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.enodo.client.ClientOptions;
import io.foretide.connectors.enodo.hub.EnodoHub;
import io.foretide.connectors.enodo.hub.HubOptions;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Watched;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenerTest {
  /** What SiriDB 2.0.55 pushed: two points of one series, three of another and a text. */
  private static final byte[] PUSHED =
      HexFormat.of()
          .parseHex(
              "6400000000000000fd8b7365726965732d30303100fcefeaf81b546501efea341c546502fe"
                  + "897365726965732d6600fcefeaf81b5465ec000000000000f43fefeaf91b5465ec"
                  + "0000000000000440efeafa1b54657efe876e657720c3a900fcefea10185465857465"
                  + "6b7374fe");

  private static final EventLog SILENT =
      new EventLog() {
        @Override
        public void append(Event event) {}

        @Override
        public List<Event> list(Filter filter) {
          return List.of();
        }
      };

  private final Map<String, Long> counted = new ConcurrentHashMap<>();

  private EnodoHub hub(int port) throws IOException {
    HubOptions o = HubOptions.local();
    return EnodoHub.open(
        new HubOptions(
            o.host(),
            port,
            o.untokened(),
            o.tokens(),
            o.clientTimeout(),
            o.watch(),
            o.handshake(),
            o.connections(),
            o.packetBytes(),
            o.packetsPerSecond(),
            o.queue(),
            o.tls()),
        WallClock.system(),
        SILENT,
        counts -> counts.forEach((k, n) -> counted.merge(k, n, Long::sum)));
  }

  private static ClientOptions client(int port, Dialect dialect) {
    Handshake h = Handshake.listener("l", "0.1.0");
    Handshake own = h.with(Handshake.FORETIDE, Item.text("0.1.0"));
    return new ClientOptions(
        "127.0.0.1",
        port,
        dialect,
        () -> own,
        "l",
        Instants.SECOND,
        Instants.SECOND / 20,
        Optional.empty());
  }

  private static Listener listener(ListenerOptions options, ClientOptions client)
      throws IOException {
    return Listener.start(options, client, WallClock.system(), new SplittableRandom(3));
  }

  private static ListenerOptions on(Optional<Path> pipe) {
    return new ListenerOptions(
        pipe, "127.0.0.1", pipe.isPresent() ? -1 : 0, 0, Instants.SECOND / 2);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void the_points_of_watched_series_reach_the_hub(Dialect dialect) throws Exception {
    try (EnodoHub hub = hub(0);
        Listener listener = listener(on(Optional.empty()), client(hub.port(), dialect))) {
      hub.watch(List.of(Watched.series("series-001", true), Watched.series("new é", false)));
      TallyWait.until(
          () -> listener.tally().watches("series-001") && listener.tally().watches("new é"));
      try (Socket siri = new Socket(InetAddress.getLoopbackAddress(), listener.teePort())) {
        siri.getOutputStream().write(PUSHED);
        TallyWait.until(() -> counted.size() == 2);
      }
      assertThat(counted).containsExactlyInAnyOrderEntriesOf(Map.of("series-001", 2L, "new é", 1L));
    }
  }

  @Test
  void older_databases_use_a_unix_socket_and_a_left_over_one_is_replaced(@TempDir Path folder)
      throws Exception {
    Path pipe = folder.resolve("tee.sock");
    for (int start = 1; start <= 2; start++) {
      try (EnodoHub hub = hub(0);
          Listener listener = listener(on(Optional.of(pipe)), client(hub.port(), Dialect.SEED))) {
        hub.watch(List.of(Watched.series("series-001", true)));
        TallyWait.until(() -> listener.tally().watches("series-001"));
        try (SocketChannel siri = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          siri.connect(UnixDomainSocketAddress.of(pipe));
          siri.write(ByteBuffer.wrap(PUSHED));
          long want = 2L * start;
          TallyWait.until(() -> counted.getOrDefault("series-001", 0L) == want);
        }
      }
      // A listener that was killed leaves its socket.
      try (var left = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        Files.deleteIfExists(pipe);
        left.bind(UnixDomainSocketAddress.of(pipe));
      }
    }
  }

  @Test
  void counts_wait_while_the_hub_is_away_and_the_listener_comes_back() throws Exception {
    EnodoHub first = hub(0);
    int port = first.port();
    try (Listener listener = listener(on(Optional.empty()), client(port, Dialect.SEED))) {
      first.watch(List.of(Watched.series("series-001", true)));
      TallyWait.until(() -> listener.tally().watches("series-001"));
      first.close();
      TallyWait.until(() -> !listener.isConnected());
      listener.counted("series-001", 5);
      try (EnodoHub second = hub(port)) {
        second.watch(List.of(Watched.series("series-001", true)));
        TallyWait.until(() -> counted.getOrDefault("series-001", 0L) == 5);
        listener.counted("series-001", 1);
        TallyWait.until(() -> counted.getOrDefault("series-001", 0L) == 6);
      }
    }
  }

  @Test
  void a_broken_tee_is_dropped_and_the_next_one_is_read() throws Exception {
    try (EnodoHub hub = hub(0);
        Listener listener = listener(on(Optional.empty()), client(hub.port(), Dialect.SEED))) {
      hub.watch(List.of(Watched.series("series-001", true)));
      TallyWait.until(() -> listener.tally().watches("series-001"));
      try (Socket noise = new Socket(InetAddress.getLoopbackAddress(), listener.teePort())) {
        noise.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(noise.getInputStream().read()).isNegative();
      }
      try (Socket siri = new Socket(InetAddress.getLoopbackAddress(), listener.teePort())) {
        siri.getOutputStream().write(PUSHED);
        TallyWait.until(() -> counted.getOrDefault("series-001", 0L) == 2);
      }
    }
  }

  @Test
  void a_probe_is_told_whether_the_hub_is_there() throws Exception {
    try (EnodoHub hub = hub(0);
        Listener listener = listener(on(Optional.empty()), client(hub.port(), Dialect.SEED))) {
      TallyWait.until(listener::isConnected);
      assertThat(probe(listener.readyPort())).startsWith("HTTP/1.1 200").endsWith("ok");
      hub.close();
      TallyWait.until(() -> !listener.isConnected());
      assertThat(probe(listener.readyPort())).startsWith("HTTP/1.1 500");
    }
  }

  private static String probe(int port) throws IOException {
    try (Socket s = new Socket(InetAddress.getLoopbackAddress(), port)) {
      s.getOutputStream().write("GET /ready HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      return new String(s.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
