package io.foretide.connectors.enodo.listener;

import io.foretide.connectors.enodo.client.ClientOptions;
import io.foretide.connectors.enodo.client.HubClient;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the points of the series that a hub watches and reports them. A report counts as taken
 * when the hub has answered it; until then its counts are kept. Thread-safe.
 */
public final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final long LOOK = Instants.SECOND / 4;
  private static final long UNANSWERED = 30 * Instants.SECOND;

  private final ListenerOptions options;
  private final WallClock clock;
  private final PointTally tally = new PointTally();
  private final ScheduledThreadPoolExecutor reporting;
  private final HubClient hub;
  private @Nullable TeePort pipe;
  private @Nullable TeePort tee;
  private @Nullable ReadyPort readyPort;
  private long reported;
  private long sentAt;
  private volatile long sentNumber;

  private Listener(
      ListenerOptions options, ClientOptions client, WallClock clock, RandomGenerator random) {
    this.options = options;
    this.clock = clock;
    reported = clock.monotonic();
    reporting =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("enodo-report").factory());
    hub = HubClient.start(client, clock, random, new Hearing());
  }

  /**
   * Begins to receive and to report.
   *
   * @throws IOException if a port or path cannot be used
   */
  public static Listener start(
      ListenerOptions options, ClientOptions client, WallClock clock, RandomGenerator random)
      throws IOException {
    Listener out = new Listener(options, client, clock, random);
    boolean ready = false;
    try {
      out.open();
      ready = true;
      return out;
    } finally {
      if (!ready) {
        out.close();
      }
    }
  }

  private void open() throws IOException {
    if (options.pipe().isPresent()) {
      pipe = TeePort.unix(options.pipe().get(), this::counted);
    }
    if (options.teePort() >= 0) {
      tee = TeePort.tcp(options.host(), options.teePort(), this::counted);
    }
    if (options.readyPort() >= 0) {
      readyPort = ReadyPort.open(options.host(), options.readyPort(), hub::isConnected);
    }
    var unused = reporting.scheduleWithFixedDelay(this::look, LOOK, LOOK, TimeUnit.NANOSECONDS);
  }

  /** The TCP port of the tee; 0 if there is none. */
  public int teePort() {
    try {
      return tee == null ? 0 : tee.port();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The port of {@code /ready}; 0 if there is none. */
  public int readyPort() {
    return readyPort == null ? 0 : readyPort.port();
  }

  /** Whether the hub knows this listener now. */
  public boolean isConnected() {
    return hub.isConnected();
  }

  /** What was counted. */
  public PointTally tally() {
    return tally;
  }

  /** Counts new points, whoever brought them. */
  public void counted(String series, long points) {
    switch (tally.count(series, points)) {
      case URGENT -> report(true);
      case NEW_MEMBER -> {
        var unused = hub.trySend(new Message.GroupSeries(tally.group(series), series));
      }
      case COUNTED, IGNORED -> {}
    }
  }

  private synchronized void look() {
    long now = clock.monotonic();
    if (sentNumber > 0 && now - sentAt > UNANSWERED) {
      LOG.info("the hub did not answer a report of counts; it is sent again");
      sentNumber = 0;
      tally.back();
    }
    if (now - reported >= options.every()) {
      report(false);
    } else {
      report(true);
    }
  }

  /** Reports what waits; at most one report is on its way. */
  synchronized void report(boolean urgent) {
    if (!hub.isConnected()) {
      return;
    }
    Map<String, Long> counts = tally.take(urgent);
    if (counts.isEmpty()) {
      return;
    }
    sentAt = clock.monotonic();
    if (!urgent) {
      reported = sentAt;
    }
    long number = hub.trySend(new Message.NewPoints(counts));
    if (number < 0) {
      tally.back();
    }
    sentNumber = Math.max(0, number);
  }

  /** Whether no report is on its way. */
  boolean isAnswered() {
    return sentNumber == 0;
  }

  void beat() {
    hub.beat();
  }

  private synchronized void answered(long number) {
    if (number == sentNumber) {
      sentNumber = 0;
      tally.taken();
    }
  }

  private synchronized void lost() {
    sentNumber = 0;
    tally.back();
  }

  @Override
  public void close() {
    reporting.shutdownNow();
    hub.close();
    for (AutoCloseable c : new AutoCloseable[] {pipe, tee, readyPort}) {
      try {
        if (c != null) {
          c.close();
        }
      } catch (Exception e) {
        LOG.debug("closing a port failed: {}", e.getMessage());
      }
    }
  }

  private final class Hearing implements HubClient.Handler {
    @Override
    public void connected() {}

    @Override
    public void heard(long number, Message message) {
      switch (message) {
        case Message.UpdateSeries list -> tally.set(list.series());
        case Message.AddSerie(var series) -> tally.add(series);
        case Message.RemoveSerie(String name) -> tally.remove(name);
        case Message.Signal(Kind kind) when kind == Kind.RESPONSE_OK -> answered(number);
        default -> LOG.debug("the hub sent {}, which is nothing for a listener", message.kind());
      }
    }

    @Override
    public void lost() {
      Listener.this.lost();
    }
  }
}
