package io.foretide.app.bench;

import com.sun.management.OperatingSystemMXBean;
import io.foretide.app.connect.NoEvents;
import io.foretide.connectors.enodo.hub.EnodoHub;
import io.foretide.connectors.enodo.hub.HubOptions;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Watched;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The hub of Enodo's protocol with old clients over real sockets. The clients run in the same
 * process, so that the figures are those of both sides together.
 */
final class EnodoBench {
  private static final int SERIES = 10_000;
  private static final int CLIENTS = 200;
  private static final int SENDERS = 4;
  private static final int PER_REPORT = 100;
  private static final int ANSWER = 48;
  private static final double SECOND = 1e9;

  private EnodoBench() {}

  static List<BenchRow> run(int seconds, Consumer<String> progress) throws Exception {
    progress.accept("enodo: " + SERIES + " series, " + CLIENTS + " clients");
    LongAdder counted = new LongAdder();
    try (EnodoHub hub =
        EnodoHub.open(
            HubOptions.local(),
            WallClock.system(),
            new NoEvents(),
            counts -> counts.values().forEach(counted::add))) {
      List<Watched> watched = new ArrayList<>(SERIES);
      for (int i = 0; i < SERIES; i++) {
        watched.add(Watched.series("plant.unit-" + i / 100 + ".sensor-" + i, false));
      }
      hub.watch(watched);
      double idle = idle(hub.port(), seconds);
      double updates = counts(hub.port(), watched, seconds, progress);
      return List.of(
          BenchRow.below(
              "enodo: " + CLIENTS + " clients with a heartbeat every 5 s, share of one core",
              100 * idle,
              "%",
              10),
          BenchRow.atLeast("enodo: count updates taken and answered", updates, "/s", 50_000));
    }
  }

  private static Socket connect(int port, int n) throws IOException {
    Socket s = new Socket(InetAddress.getLoopbackAddress(), port);
    s.setTcpNoDelay(true);
    Handshake h =
        n % 2 == 0
            ? Handshake.listener("client-" + n, "0.0.5")
            : Handshake.worker("client-" + n, "0.0.5", false);
    s.getOutputStream().write(bytes(1, h));
    return s;
  }

  private static byte[] bytes(long number, Message message) {
    return MessageCodec.write(Dialect.SEED, number, message).bytes(Dialect.SEED);
  }

  private static double idle(int port, int seconds) throws IOException {
    List<Socket> clients = new ArrayList<>();
    try {
      for (int n = 0; n < CLIENTS; n++) {
        Socket s = connect(port, n);
        clients.add(s);
        var unused = Thread.ofVirtual().start(() -> swallow(s));
      }
      LockSupport.parkNanos((long) SECOND);
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long cpu = system.getProcessCpuTime();
      long began = System.nanoTime();
      int sent = 0;
      // 200 clients every 5 s are 40 heartbeats a second, evenly spread.
      while (System.nanoTime() - began < seconds * SECOND) {
        clients
            .get(sent % CLIENTS)
            .getOutputStream()
            .write(bytes(2 + sent / CLIENTS, new Message.Heartbeat("client-" + sent % CLIENTS)));
        sent++;
        LockSupport.parkNanos((long) (5 * SECOND / CLIENTS));
      }
      return (system.getProcessCpuTime() - cpu) / (double) (System.nanoTime() - began);
    } finally {
      for (Socket s : clients) {
        s.close();
      }
    }
  }

  private static void swallow(Socket s) {
    byte[] buffer = new byte[8_192];
    try {
      InputStream in = s.getInputStream();
      int n = 0;
      while (n >= 0) {
        n = in.read(buffer);
      }
    } catch (IOException e) {
      // The measurement is over.
    }
  }

  private static double counts(
      int port, List<Watched> watched, int seconds, Consumer<String> progress) throws Exception {
    progress.accept("enodo: counts");
    LongAdder answered = new LongAdder();
    long began = System.nanoTime();
    long end = began + (long) (seconds * SECOND);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      int sender = i;
      threads.add(Thread.ofPlatform().start(() -> send(port, sender, watched, end, answered)));
    }
    for (Thread t : threads) {
      t.join();
    }
    return answered.sum() * PER_REPORT / ((System.nanoTime() - began) / SECOND);
  }

  /** One listener that waits for each answer, as Foretide's does. */
  private static void send(
      int port, int sender, List<Watched> watched, long end, LongAdder answered) {
    try (Socket s = connect(port, 2 * sender)) {
      s.setSoTimeout(10_000);
      InputStream in = s.getInputStream();
      in.skipNBytes(ANSWER);
      byte[] header = in.readNBytes(ANSWER);
      in.skipNBytes(((header[29] & 0xff) << 16) + ((header[30] & 0xff) << 8) + (header[31] & 0xff));
      Map<String, Long> counts = new LinkedHashMap<>();
      for (int k = 0; k < PER_REPORT; k++) {
        counts.put(watched.get((sender * PER_REPORT + k) % watched.size()).name(), 1L);
      }
      long number = 2;
      while (System.nanoTime() < end) {
        s.getOutputStream().write(bytes(number++, new Message.NewPoints(counts)));
        in.skipNBytes(ANSWER);
        answered.increment();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
