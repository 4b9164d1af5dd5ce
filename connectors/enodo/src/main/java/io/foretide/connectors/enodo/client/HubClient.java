package io.foretide.connectors.enodo.client;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.connectors.enodo.protocol.PacketReader;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stays connected to a hub: introduces itself, sends heartbeats, and after any fault connects
 * again, for as long as it is open. Thread-safe.
 */
public final class HubClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HubClient.class);
  private static final int CONNECT_MILLIS = 10_000;
  private static final int MOST_BYTES = 64 << 20;
  private static final long SLOWEST = 60 * Instants.SECOND;

  /** A hub that refuses is asked this many times more rarely than one that is away. */
  private static final int REFUSED_PAUSES = 6;

  private final ClientOptions options;
  private final WallClock clock;
  private final RandomGenerator random;
  private final Handler handler;
  private final MemoryBudget budget = new MemoryBudget(2L * MOST_BYTES, Instants.SECOND);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ScheduledThreadPoolExecutor beating;
  private final Object writing = new Object();
  private @Nullable Socket socket;
  private long number;
  private volatile long heard;
  private volatile boolean connected;
  private volatile boolean refused;

  /** What a client does with what it hears. Called by one thread. */
  public interface Handler {
    /** The hub knows this client now. */
    void connected();

    /** The hub said something that is not about the connection. */
    void heard(long number, Message message);

    /** The connection is gone. */
    void lost();
  }

  private HubClient(
      ClientOptions options, WallClock clock, RandomGenerator random, Handler handler) {
    this.options = options;
    this.clock = clock;
    this.random = random;
    this.handler = handler;
    beating =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("enodo-heartbeat").factory());
  }

  /** Begins to connect; returns at once. */
  public static HubClient start(
      ClientOptions options, WallClock clock, RandomGenerator random, Handler handler) {
    HubClient out = new HubClient(options, clock, random, handler);
    var thread = Thread.ofVirtual().name("enodo-hub").start(out::run);
    var beats =
        out.beating.scheduleWithFixedDelay(
            out::pulse, options.heartbeat(), options.heartbeat(), TimeUnit.NANOSECONDS);
    LOG.debug("{} and {} run", thread, beats);
    return out;
  }

  /** Whether the hub knows this client now. */
  public boolean isConnected() {
    return connected;
  }

  private void run() {
    while (closing.getCount() > 0) {
      refused = false;
      try (Socket s = connect()) {
        synchronized (writing) {
          socket = s;
          number = 0;
        }
        heard = clock.monotonic();
        send(options.handshake().get());
        read(s);
      } catch (IOException e) {
        LOG.info(
            "no connection to the Enodo hub at {}:{}: {}; it is tried again",
            options.host(),
            options.port(),
            e.getMessage());
      } finally {
        disconnect();
      }
      pause();
    }
  }

  private Socket connect() throws IOException {
    Socket s =
        options.tls().isPresent()
            ? options.tls().get().getSocketFactory().createSocket()
            : new Socket();
    boolean ready = false;
    try {
      s.setTcpNoDelay(true);
      s.setKeepAlive(true);
      s.connect(new InetSocketAddress(options.host(), options.port()), CONNECT_MILLIS);
      ready = true;
      return s;
    } finally {
      if (!ready) {
        s.close();
      }
    }
  }

  private void read(Socket s) throws IOException {
    PacketReader reader =
        new PacketReader(
                new BufferedInputStream(s.getInputStream(), 64 << 10),
                budget,
                MOST_BYTES,
                clock::monotonic,
                SLOWEST)
            .as(options.dialect());
    try {
      while (closing.getCount() > 0) {
        Packet packet = reader.next();
        heard = clock.monotonic();
        Message message = MessageCodec.read(options.dialect(), packet).orElse(null);
        if (message != null && !take(packet.number(), message)) {
          return;
        }
      }
    } finally {
      reader.release();
    }
  }

  /** Whether the connection goes on. */
  private boolean take(long answered, Message message) throws IOException {
    switch (message) {
      case Message.Signal(Kind kind) when kind == Kind.HANDSHAKE_OK -> join();
      case Message.Signal(Kind kind) when kind == Kind.HANDSHAKE_FAIL -> {
        refused = true;
        throw new IOException(
            "the hub refused it: check the token, and whether the hub allows this address");
      }
      case Message.Signal(Kind kind) when kind == Kind.UNKNOWN_CLIENT ->
          send(options.handshake().get());
      case Message.Signal(Kind kind) when kind == Kind.SHUTDOWN -> {
        LOG.info("the Enodo hub at {}:{} stops", options.host(), options.port());
        return false;
      }
      case Message.Heartbeat h -> {}
      default -> {
        // The newest hubs greet a listener with its series alone.
        join();
        handler.heard(answered, message);
      }
    }
    return true;
  }

  private void join() {
    if (!connected) {
      connected = true;
      LOG.info("connected to the Enodo hub at {}:{}", options.host(), options.port());
      handler.connected();
    }
  }

  private void disconnect() {
    boolean was = connected;
    connected = false;
    synchronized (writing) {
      socket = null;
    }
    if (was) {
      handler.lost();
    }
  }

  private void pause() {
    long nanos = (long) (options.retry() * (0.75 + random.nextDouble() / 2));
    try {
      var unused = closing.await(refused ? REFUSED_PAUSES * nanos : nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pulse() {
    if (!connected) {
      return;
    }
    if (clock.monotonic() - heard > 2 * options.heartbeat() + 10 * Instants.SECOND) {
      LOG.info("the Enodo hub at {}:{} says nothing any more", options.host(), options.port());
      drop();
      return;
    }
    beat();
  }

  /** Says now that it lives. */
  public void beat() {
    var unused = trySend(new Message.Heartbeat(options.clientId()));
  }

  /**
   * Sends a message.
   *
   * @return the number of its packet, which answers carry; -1 if there is no connection
   */
  public long trySend(Message message) {
    try {
      return send(message);
    } catch (IOException e) {
      LOG.debug("{} could not be sent: {}", message.kind(), e.getMessage());
      drop();
      return -1;
    }
  }

  private long send(Message message) throws IOException {
    synchronized (writing) {
      Socket s = socket;
      if (s == null) {
        return -1;
      }
      // The newest clients always say 1; 0 would make old hubs hang up.
      number = options.dialect() == Dialect.SEED ? number + 1 : 1;
      s.getOutputStream()
          .write(MessageCodec.write(options.dialect(), number, message).bytes(options.dialect()));
      return number;
    }
  }

  private void drop() {
    synchronized (writing) {
      Socket s = socket;
      if (s != null) {
        try {
          s.close();
        } catch (IOException e) {
          LOG.debug("closing a connection failed: {}", e.getMessage());
        }
      }
    }
  }

  /** Says goodbye and ends. */
  @Override
  public void close() {
    if (connected) {
      var unused = trySend(new Message.Word(Kind.CLIENT_SHUTDOWN));
    }
    closing.countDown();
    beating.shutdownNow();
    drop();
  }
}
