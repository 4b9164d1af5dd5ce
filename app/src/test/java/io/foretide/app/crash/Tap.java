package io.foretide.app.crash;

import io.foretide.connectors.enodo.job.SeedForm;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.connectors.enodo.protocol.PacketReader;
import io.foretide.connectors.enodo.protocol.ProtocolException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a hub, notes every message of the seed's dialect, and can keep the
 * results of workers to itself. Thread-safe.
 */
final class Tap implements AutoCloseable {
  private static final int MOST = 16 << 20;

  private final ServerSocket socket;
  private final int hub;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger lines = new AtomicInteger();

  /** Results of connections with smaller numbers are kept. */
  private volatile int keepingBelow;

  /**
   * A message that came.
   *
   * @param line number of the connection
   * @param from who sent it: hub, listener or worker; empty before the handshake
   * @param message what it says
   * @param job identity of a job; empty if it is none
   * @param passed whether it was handed on
   */
  record Seen(int line, String from, Message message, String job, boolean passed) {}

  private static final class Line {
    final int number;
    volatile String type = "";

    Line(int number) {
      this.number = number;
    }
  }

  Tap(int hub) throws IOException {
    this.hub = hub;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var unused = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Whether some message of a kind has come. */
  boolean saw(String from, Kind kind) {
    return seen.stream().anyMatch(s -> s.from().equals(from) && s.message().kind() == kind);
  }

  /**
   * Keeps results of the workers that are connected now to itself; those that come later are not
   * meant.
   */
  void keepResults() {
    keepingBelow = lines.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Line line = new Line(lines.getAndIncrement());
        var unused = Thread.ofVirtual().start(() -> join(client, line));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void join(Socket client, Line line) {
    try (client;
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), hub)) {
      Thread back = Thread.ofVirtual().start(() -> pump(upstream, client, line, true));
      pump(client, upstream, line, false);
      back.join();
    } catch (IOException e) {
      // The hub is away: so is the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to, Line line, boolean ofHub) {
    try {
      PacketReader in =
          new PacketReader(
                  from.getInputStream(),
                  new MemoryBudget(4L * MOST, 1_000_000_000L),
                  MOST,
                  System::nanoTime,
                  Long.MAX_VALUE)
              .as(Dialect.SEED);
      while (true) {
        Packet packet = in.next();
        Optional<Message> message = MessageCodec.read(Dialect.SEED, packet);
        in.release();
        boolean passes = true;
        if (message.isPresent()) {
          Message m = message.get();
          if (m instanceof Handshake h) {
            line.type = h.clientType();
          }
          passes = !(line.number < keepingBelow && m.kind() == Kind.WORKER_RESULT);
          seen.add(new Seen(line.number, ofHub ? "hub" : line.type, m, job(m), passes));
        }
        if (passes) {
          to.getOutputStream().write(packet.bytes(Dialect.SEED));
        }
      }
    } catch (IOException e) {
      // One side is gone: the other is told.
    } finally {
      close(from);
      close(to);
    }
  }

  private static String job(Message m) throws ProtocolException {
    return m instanceof Message.SeedJob j ? SeedForm.read(j, "?").id() : "";
  }

  private static void close(Socket s) {
    try {
      s.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
