package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Watched;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub that Enodo's listeners and workers of both eras connect to. What it knows can be read at
 * any time: {@link #clients}, {@link #series}, {@link #jobs}. Thread-safe.
 */
public final class EnodoHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EnodoHub.class);
  private static final long MEMORY = 128L << 20;

  /** More changes than this are sent as a whole list. */
  private static final int FEW = 100;

  /** A host that died without a word is noticed after this many seconds by TCP itself. */
  private static final int KEEP_IDLE = 5;

  private static final int KEEP_EVERY = 2;
  private static final int KEEP_TIMES = 3;

  private final HubOptions options;
  private final WallClock clock;
  private final EventLog events;
  private final CountSink counts;
  private final ServerSocket server;
  private final Admission admission;
  private final Doorkeeper doorkeeper;
  private final MemoryBudget budget = new MemoryBudget(MEMORY, 30 * Instants.SECOND);
  private final ClientBook clients = new ClientBook();
  private final SeriesBook series = new SeriesBook();
  private final JobBoard jobs;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor watch;
  private final RateLimit told;

  /** Held while a list is sent, so that no listener misses a change between two. */
  private final Object lists = new Object();

  private volatile boolean closed;

  private EnodoHub(
      HubOptions options, WallClock clock, EventLog events, CountSink counts, ServerSocket server) {
    this.options = options;
    this.clock = clock;
    this.events = events;
    this.counts = counts;
    this.server = server;
    admission = new Admission(options.untokened(), options.tokens());
    doorkeeper = new Doorkeeper(clock::monotonic);
    jobs = new JobBoard(clock, options.queue());
    told = new RateLimit(clock::monotonic, 1, 20);
    watch =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("enodo-watch").factory());
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the address cannot be used, naming it
   */
  public static EnodoHub open(
      HubOptions options, WallClock clock, EventLog events, CountSink counts) throws IOException {
    ServerSocket server =
        options.tls().isPresent()
            ? options.tls().get().getServerSocketFactory().createServerSocket()
            : new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(options.host(), options.port()), 256);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "port "
              + options.port()
              + " on "
              + options.host()
              + " cannot be used by the Enodo hub ("
              + e.getMessage()
              + "): stop the program that has it, or choose another with hub.enodo.port",
          e);
    }
    EnodoHub hub = new EnodoHub(options, clock, events, counts, server);
    var accepting = Thread.ofPlatform().daemon().name("enodo-accept").start(hub::accept);
    var watching =
        hub.watch.scheduleWithFixedDelay(
            hub::look, options.watch(), options.watch(), TimeUnit.NANOSECONDS);
    LOG.debug("{} and {} run", accepting, watching);
    return hub;
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** The connected clients, oldest first. */
  public List<ClientView> clients() {
    long watched = series.size();
    return clients.all().stream().map(c -> c.view(watched)).toList();
  }

  /** Which series are counted. */
  public SeriesBook series() {
    return series;
  }

  /** The jobs, and where to hand one in. */
  public JobBoard jobs() {
    return jobs;
  }

  /** How it listens. */
  public HubOptions options() {
    return options;
  }

  /** Has these series counted from now on, and no others; listeners are told what changed. */
  public void watch(Collection<Watched> all) {
    synchronized (lists) {
      change(all);
    }
  }

  private void change(Collection<Watched> all) {
    SeriesBook.Difference difference = series.set(all);
    if (difference.isEmpty()) {
      return;
    }
    Map<Dialect, byte[]> whole = new EnumMap<>(Dialect.class);
    for (Connection c : connections) {
      Client client = c.client();
      if (client == null || client.isWorker()) {
        continue;
      }
      if (client.isForetide() && difference.size() <= FEW) {
        difference.added().forEach(w -> c.send(0, new Message.AddSerie(w)));
        difference.removed().forEach(n -> c.send(0, new Message.RemoveSerie(n)));
      } else {
        // The seed's hub wrote what it had not been asked for as JSON, and its listeners expect it.
        c.send(
            whole.computeIfAbsent(
                c.dialect(),
                d ->
                    MessageCodec.write(
                            d, 0, new Message.UpdateSeries(series.all(), d == Dialect.SEED))
                        .bytes(d)));
      }
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        if (connections.size() >= options.connections()
            || !doorkeeper.admits(socket.getInetAddress())) {
          LOG.debug("a connection of {} is not taken: too many", socket.getInetAddress());
          socket.close();
          continue;
        }
        serve(socket);
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("a connection to the Enodo hub failed: {}", e.getMessage());
        }
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    keepAlive(socket);
    Connection connection = new Connection(socket, options, clock, new Reception(), budget);
    connections.add(connection);
    var unused =
        Thread.ofVirtual()
            .name("enodo-client")
            .start(() -> {
              try {
                connection.run();
              } finally {
                connections.remove(connection);
              }
            });
  }

  private static void keepAlive(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    try {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_IDLE);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_EVERY);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_TIMES);
    } catch (UnsupportedOperationException | SocketException e) {
      LOG.debug("dead hosts are noticed by their silence only: {}", e.getMessage());
    }
  }

  private void look() {
    for (Client c : clients.silentSince(clock.monotonic() - options.clientTimeout())) {
      gone(c, "said nothing for " + options.clientTimeout() / Instants.SECOND + " s");
    }
  }

  private void gone(Client c, String why) {
    if (c.isWorker()) {
      jobs.lost(c);
    }
    tell(
        Severity.WARNING,
        "enodo.client.lost",
        (c.isWorker() ? "Enodo worker " : "Enodo listener ")
            + c.id()
            + " at "
            + shown(c.line().address())
            + " "
            + why);
  }

  private static String shown(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** A flood of refusals becomes a few events. */
  private void tell(Severity severity, String kind, String words) {
    boolean room;
    synchronized (told) {
      room = told.tryTake();
    }
    if (room && !closed) {
      events.append(Event.of(clock.now(), severity, kind, "", words));
    } else {
      LOG.debug("{}", words);
    }
  }

  /** Tells programs of ours that it stops, and ends every connection. */
  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("closing the Enodo hub's port failed: {}", e.getMessage());
    }
    jobs.close();
    // Who has been greeted is known by name only when the lists are free again.
    synchronized (lists) {
      for (Connection c : connections) {
        Client client = c.client();
        if (client != null && client.isForetide()) {
          c.send(0, new Message.Signal(Kind.SHUTDOWN));
        }
        c.end();
      }
    }
  }

  /** What connections hand on. */
  private final class Reception implements Connection.Desk {
    @Override
    public boolean introduce(Connection from, long number, Handshake h) {
      String refusal = admission.refusal(from.from(), h);
      if (!refusal.isEmpty() || closed) {
        tell(
            Severity.WARNING,
            "enodo.client.refused",
            "an Enodo client at " + shown(from.address()) + " was refused: " + refusal);
        from.send(number, new Message.Signal(Kind.HANDSHAKE_FAIL));
        from.end();
        return false;
      }
      Client client = new Client(h, from, clock.now(), clock.monotonic());
      Client before = clients.put(client);
      if (before != null && before.isWorker()) {
        jobs.lost(before);
      }
      synchronized (lists) {
        greet(from, number, client, h);
        from.become(client);
      }
      if (client.isWorker()) {
        jobs.joined(client);
      }
      return true;
    }

    private void greet(Connection from, long number, Client client, Handshake h) {
      // The newest hub greets a listener with its series alone; those in Python wait for more.
      if (client.isWorker() || from.dialect() == Dialect.SEED || h.isPython() || h.isForetide()) {
        from.send(number, new Message.Signal(Kind.HANDSHAKE_OK));
      }
      if (!client.isWorker()) {
        from.send(number, new Message.UpdateSeries(series.all(), false));
      }
    }

    @Override
    public boolean knows(Client client) {
      return clients.has(client);
    }

    @Override
    public boolean counted(Message.NewPoints points) {
      Map<String, Long> watched = series.count(points.counts());
      if (watched.isEmpty()) {
        return true;
      }
      try {
        counts.counted(watched);
        return true;
      } catch (ProviderException e) {
        LOG.warn("counts of {} series were not taken: {}", watched.size(), e.getMessage());
        return false;
      }
    }

    @Override
    public void result(Client from, JobResult result) {
      if (!jobs.answered(from, result)) {
        LOG.info(
            "worker {} answered for series '{}' too late; the answer is left out",
            from.id(),
            result.series());
      }
    }

    @Override
    public void busy(Client from, boolean busy) {
      jobs.busy(from, busy);
    }

    @Override
    public void refused(Client from) {
      jobs.refused(from);
    }

    @Override
    public void cancelled(Client from, String job) {
      jobs.cancelled(from, job);
    }

    @Override
    public void left(Client client, boolean said) {
      if (clients.remove(client)) {
        if (said) {
          jobs.lost(client);
        } else {
          gone(client, "is gone without a goodbye");
        }
      }
    }
  }
}
