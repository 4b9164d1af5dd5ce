package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.connectors.enodo.protocol.PacketReader;
import io.foretide.connectors.enodo.protocol.ProtocolException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a client: a virtual thread reads, another writes. What it reads is bounded in size,
 * rate and time.
 */
final class Connection implements Client.Line {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** Largest body of a client that has not introduced itself. */
  private static final int MOST_UNKNOWN = 64 << 10;

  private static final long SLOWEST = 60 * Instants.SECOND;
  private static final int TIMEOUTS = 3;

  /** How long a client that is refused may take to read why. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Socket socket;
  private final HubOptions options;
  private final WallClock clock;
  private final Desk desk;
  private final MemoryBudget budget;
  private final Outbox outbox = new Outbox();
  private final InetSocketAddress address;
  private volatile Dialect dialect = Dialect.NEWEST;
  private volatile @Nullable Client client;

  /** What a connection hands on. */
  interface Desk {
    /** Takes a client in and greets it; whether it was let in. */
    boolean introduce(Connection from, long number, Handshake handshake);

    boolean knows(Client client);

    /** Whether the counts were taken. */
    boolean counted(Message.NewPoints points);

    void result(Client from, JobResult result);

    void busy(Client from, boolean busy);

    void refused(Client from);

    void cancelled(Client from, String job);

    /** A client says goodbye, or is gone. */
    void left(Client client, boolean said);
  }

  Connection(Socket socket, HubOptions options, WallClock clock, Desk desk, MemoryBudget budget) {
    this.socket = socket;
    this.options = options;
    this.clock = clock;
    this.desk = desk;
    this.budget = budget;
    this.address = (InetSocketAddress) socket.getRemoteSocketAddress();
  }

  /** Serves until the other side or the hub ends it. */
  void run() {
    Thread writer = Thread.ofVirtual().name("enodo-writer").start(this::write);
    try (socket) {
      socket.setSoTimeout((int) (options.handshake() / 1_000_000));
      PacketReader reader =
          new PacketReader(
              new BufferedInputStream(socket.getInputStream(), 8 << 10),
              budget,
              MOST_UNKNOWN,
              clock::monotonic,
              SLOWEST);
      try {
        read(reader);
      } finally {
        reader.release();
      }
      outbox.end();
      boolean written = writer.join(LAST_WORDS);
      LOG.debug("the connection of {} ends, all written: {}", address, written);
    } catch (IOException e) {
      LOG.debug("the connection of {} ends: {}", address, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      outbox.end();
      Client gone = client;
      if (gone != null) {
        desk.left(gone, false);
      }
      writer.interrupt();
    }
  }

  private void read(PacketReader reader) throws IOException {
    RateLimit rate =
        new RateLimit(
            clock::monotonic, options.packetsPerSecond(), 2.0 * options.packetsPerSecond());
    long deadline = clock.monotonic() + options.handshake();
    while (true) {
      Packet packet = reader.next();
      long wait = rate.take();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      dialect = reader.dialect().orElse(dialect);
      Message message = MessageCodec.read(dialect, packet).orElse(null);
      if (message instanceof Handshake h) {
        if (!introduce(packet.number(), h)) {
          return;
        }
        reader.most(options.packetBytes());
        socket.setSoTimeout(
            (int) Math.min(Integer.MAX_VALUE, TIMEOUTS * options.clientTimeout() / 1_000_000));
      } else if (!handle(packet.number(), message)) {
        return;
      }
      if (client == null && clock.monotonic() - deadline > 0) {
        throw new ProtocolException("no handshake in time");
      }
    }
  }

  private boolean introduce(long number, Handshake h) {
    Client before = client;
    boolean known = desk.introduce(this, number, h);
    Client now = client;
    if (before != null && (now == null || !known || !before.id().equals(now.id()))) {
      desk.left(before, true);
    }
    return known;
  }

  /** It is this client from now on. */
  void become(Client introduced) {
    client = introduced;
  }

  /** Whether the connection goes on. */
  private boolean handle(long number, @Nullable Message message) throws ProtocolException {
    Client from = client;
    if (from == null || !desk.knows(from)) {
      // An old client that was dropped introduces itself again when it is told so.
      if (message instanceof Message.Heartbeat) {
        send(number, new Message.Signal(Kind.UNKNOWN_CLIENT));
      }
      return true;
    }
    from.seen(clock.now(), clock.monotonic());
    switch (message) {
      case Message.Heartbeat(String id) ->
          send(
              number,
              id.equals(from.id())
                  ? new Message.Heartbeat("")
                  : new Message.Signal(Kind.UNKNOWN_CLIENT));
      case Message.NewPoints points -> {
        if (!from.isWorker() && desk.counted(points)) {
          send(number, new Message.Signal(Kind.RESPONSE_OK));
        }
      }
      case Message.WorkerResult(byte[] body) -> desk.result(from, JobResult.read(body));
      case Message.Busy(boolean busy) -> desk.busy(from, busy);
      case Message.AboutJob(Kind kind, String job) -> desk.cancelled(from, job);
      case Message.Word(Kind kind) -> {
        if (kind == Kind.CLIENT_SHUTDOWN) {
          desk.left(from, true);
          client = null;
          return false;
        }
        desk.refused(from);
      }
      case null, default -> LOG.debug("{} sent {}, which asks nothing of a hub", address, message);
    }
    return true;
  }

  private void write() {
    try {
      outbox.drain(socket.getOutputStream());
      socket.close();
    } catch (IOException e) {
      LOG.debug("{} cannot be written to any more: {}", address, e.getMessage());
      close();
    } catch (InterruptedException e) {
      close();
    }
  }

  @Override
  public void send(long number, Message message) {
    send(MessageCodec.write(dialect, number, message).bytes(dialect));
  }

  /** The same with bytes that are made already. */
  void send(byte[] packet) {
    if (!outbox.add(packet)) {
      LOG.debug("{} does not read what it is sent", address);
      close();
    }
  }

  /** Writes what waits, then ends. */
  void end() {
    outbox.end();
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing the connection of {} failed: {}", address, e.getMessage());
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  /** Who has introduced itself here; null before. */
  @Nullable Client client() {
    return client;
  }

  InetAddress from() {
    return address.getAddress();
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }
}
