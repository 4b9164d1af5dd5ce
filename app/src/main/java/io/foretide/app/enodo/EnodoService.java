package io.foretide.app.enodo;

import io.foretide.app.config.EnodoConfig;
import io.foretide.connectors.enodo.hub.AddressRanges;
import io.foretide.connectors.enodo.hub.ClientView;
import io.foretide.connectors.enodo.hub.EnodoHub;
import io.foretide.connectors.enodo.hub.HubOptions;
import io.foretide.connectors.enodo.model.BaseSink;
import io.foretide.connectors.enodo.model.EnodoKind;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Watched;
import io.foretide.core.engine.Change;
import io.foretide.core.engine.Engine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelStore;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.access.PemIdentity;
import io.foretide.hub.clients.ConnectedClient;
import io.foretide.hub.enodo.Sockets;
import io.foretide.ingest.Repeating;
import io.foretide.store.SqlStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub of Enodo's protocol inside a service: the series that living models read are counted, and
 * models that run {@code enodo} give its workers their jobs. Thread-safe.
 */
public final class EnodoService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EnodoService.class);
  private static final long LOOK = Instants.SECOND / 2;
  private static final long WARN_EVERY = Instants.HOUR;
  private static final int PAGE = 1_000;
  private static final long HANDSHAKE = 10 * Instants.SECOND;

  private final EnodoHub hub;
  private final EnodoConfig.HubPart config;
  private final ModelStore models;
  private final EventLog events;
  private final WallClock clock;
  private final BaseSink findings;
  private final AtomicBoolean changed = new AtomicBoolean(true);
  private @Nullable Repeating looking;
  private @Nullable AutoCloseable hearing;
  private long warnedAt;
  private boolean warned;

  private EnodoService(
      EnodoHub hub,
      EnodoConfig.HubPart config,
      ModelStore models,
      EventLog events,
      WallClock clock,
      BaseSink findings) {
    this.findings = findings;
    this.hub = hub;
    this.config = config;
    this.models = models;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the port or the certificate cannot be used
   */
  public static EnodoService open(
      EnodoConfig.HubPart config, SqlStore store, EventLog events, WallClock clock)
      throws IOException {
    Optional<SSLContext> tls =
        config.certificate().isPresent() && config.key().isPresent()
            ? Optional.of(PemIdentity.load(config.certificate().get(), config.key().get()))
            : Optional.empty();
    HubOptions options =
        new HubOptions(
            config.host(),
            config.port(),
            AddressRanges.of(config.allowUntokened()),
            config.tokens(),
            config.clientMaxTimeout(),
            config.watcherInterval(),
            HANDSHAKE,
            config.connections(),
            config.packetBytes(),
            config.packetsPerSecond(),
            config.queue(),
            tls);
    EnodoHub hub =
        EnodoHub.open(
            options, clock, events, counts -> store.points().counted(counts, clock.now()));
    return new EnodoService(
        hub, config, store.models(), events, clock, new BaseFindings(store.meta()));
  }

  /** What runs models that say {@code run: {enodo: ...}}. */
  public EnodoKind kind(RandomGenerator random) {
    return new EnodoKind(
        Optional.of(hub.jobs()), clock, random, config.unit(), config.minDataPoints(), findings);
  }

  /** The hub. */
  public EnodoHub hub() {
    return hub;
  }

  /** Begins to follow the models. */
  public void start(Engine engine) {
    hearing =
        engine.subscribe(change -> {
          if (change instanceof Change.ModelChanged) {
            changed.set(true);
          }
        });
    looking = new Repeating("enodo series", LOOK, this::look);
  }

  private void look() {
    warn();
    if (!changed.getAndSet(false)) {
      return;
    }
    try {
      hub.watch(watched());
    } catch (ProviderException e) {
      changed.set(true);
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("the series that Enodo's listeners count stay as they are: {}", e.getMessage());
      }
    }
  }

  private void warn() {
    int waiting = hub.jobs().waiting();
    long now = clock.monotonic();
    if (waiting > config.queueWarning() && (!warned || now - warnedAt > WARN_EVERY)) {
      warned = true;
      warnedAt = now;
      events.append(
          Event.of(
              clock.now(),
              Severity.WARNING,
              "enodo.queue.long",
              "",
              waiting + " jobs wait for Enodo workers: start more workers"));
    }
  }

  private List<Watched> watched() throws ProviderException {
    Map<String, Watched> out = new LinkedHashMap<>();
    String after = "";
    while (true) {
      List<Model> page = models.list("", after, PAGE);
      for (Model m : page) {
        if (m.state() == Model.State.ACTIVE) {
          add(m.active().definition(), out);
        }
      }
      if (page.size() < PAGE) {
        return new ArrayList<>(out.values());
      }
      after = page.getLast().name();
    }
  }

  /** A model that is driven by points waits for them: its series are reported at once. */
  private static void add(ModelDefinition d, Map<String, Watched> out) {
    boolean urgent = d.schedule() instanceof Schedule.ByPoints;
    for (String series : d.reads()) {
      Watched before = out.get(series);
      out.put(series, Watched.series(series, urgent || (before != null && before.realtime())));
    }
  }

  /** Who is connected. */
  public List<ConnectedClient> clients() {
    return hub.clients().stream().map(EnodoService::shown).toList();
  }

  private static ConnectedClient shown(ClientView c) {
    return new ConnectedClient(
        c.id(),
        c.isWorker() ? "worker" : "listener",
        c.address().getAddress().getHostAddress() + ":" + c.address().getPort(),
        c.dialect() == Dialect.SEED ? "seed" : "newest",
        c.version(),
        c.isForetide(),
        c.module(),
        c.since(),
        c.lastSeen(),
        c.isWorker() ? 0 : c.series(),
        c.isWorker() ? c.series() : 0,
        c.busy(),
        c.job());
  }

  /** The same as Enodo's REST shows it. */
  public List<Sockets.Peer> peers() {
    return hub.clients().stream().map(EnodoService::peer).toList();
  }

  private static Sockets.Peer peer(ClientView c) {
    int at = c.module().indexOf('@');
    return new Sockets.Peer(
        c.id(),
        c.isWorker(),
        c.address().getAddress().getHostAddress(),
        c.address().getPort(),
        c.version(),
        at < 0
            ? null
            : Map.of("name", c.module().substring(0, at), "version", c.module().substring(at + 1)),
        c.lastSeen(),
        c.busy());
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.close();
    }
    try {
      if (hearing != null) {
        hearing.close();
      }
    } catch (Exception e) {
      LOG.warn("leaving the engine's news failed: {}", e.getMessage());
    }
    hub.close();
  }
}
