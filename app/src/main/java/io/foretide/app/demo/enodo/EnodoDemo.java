package io.foretide.app.demo.enodo;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.EnodoConfig;
import io.foretide.app.config.Layer;
import io.foretide.app.enodo.EnodoClients;
import io.foretide.app.enodo.LibraryRunner;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.standin.SiriStand;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelFile;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.StartRefused;
import io.foretide.ingest.Repeating;
import io.foretide.store.file.DatabaseFileException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for SiriDB, a listener, the hub, a worker and a receiver of webhooks, each over real
 * sockets: a point is inserted, the tee brings it to the listener, its count makes a forecast due,
 * a worker computes it, it is written back, and what it foresees becomes an alarm.
 */
public final class EnodoDemo implements AutoCloseable {
  private static final String MODEL = "tank-3/level";
  private static final long HISTORY = 1_800;
  private static final int POINTS_PER_FORECAST = 5;
  private static final long LONGEST = 120 * Instants.SECOND;
  private static final long LOOK_MILLIS = 100;

  private final SiriStand database;
  private final Receiver receiver = new Receiver();
  private final WallClock clock = WallClock.system();
  private final long began = clock.monotonic();
  private final long firstSecond = clock.now() / Instants.SECOND - HISTORY;
  private final CountDownLatch never = new CountDownLatch(1);
  private @Nullable Service service;
  private @Nullable EnodoClients clients;
  private @Nullable Repeating inserting;
  private long inserted = firstSecond;

  private EnodoDemo() throws IOException {
    database = new SiriStand();
  }

  /** Whether the stand-in is on the class path. */
  public static boolean isAvailable() {
    return EnodoDemo.class.getResource("/io/foretide/connectors/standin/SiriStand.class") != null;
  }

  /**
   * Starts everything.
   *
   * @param folder of the data
   * @param port of the pages; 0 for any free one
   */
  public static EnodoDemo open(Path folder, int port, Consumer<Throwable> fatal)
      throws IOException, DatabaseFileException, ProviderException, StartRefused {
    EnodoDemo out = new EnodoDemo();
    boolean ready = false;
    try {
      out.start(folder, port, fatal);
      ready = true;
      return out;
    } finally {
      if (!ready) {
        out.close();
      }
    }
  }

  private void start(Path folder, int port, Consumer<Throwable> fatal)
      throws IOException, DatabaseFileException, ProviderException, StartRefused {
    List<double[]> past = new ArrayList<>();
    for (; inserted < firstSecond + HISTORY; inserted++) {
      past.add(new double[] {inserted, Tank.level(inserted - firstSecond)});
    }
    database.put(Map.of(Tank.SERIES, past));
    Configuration configuration = configuration(folder, port);
    Service s = Service.open(configuration, new ServiceOptions(true, false, clock, fatal));
    service = s;
    s.start();
    if (s.engine().model(MODEL).isEmpty()) {
      var unused = s.engine().create(ModelFile.read(model()));
    }
    int hub = s.enodoHub().orElseThrow().hub().port();
    EnodoConfig.Upstream upstream =
        new EnodoConfig.Upstream(
            "127.0.0.1", hub, 5 * Instants.SECOND, new Secret(""), Dialect.SEED, false, "");
    EnodoClients c =
        EnodoClients.start(
            Optional.of(
                new EnodoConfig.ListenerPart(
                    upstream, Instants.SECOND, Optional.empty(), "127.0.0.1", 0, -1)),
            Optional.of(new EnodoConfig.WorkerPart(upstream, Instants.MINUTE, 1)),
            new LibraryRunner(Optional.of(s.sensors()), clock),
            clock,
            new SecureRandom());
    clients = c;
    database.tee(c.listener().orElseThrow().teePort());
    inserting = new Repeating("tank", Instants.SECOND / 4, this::insert);
  }

  /** Every second that has passed has its point. */
  private void insert() {
    long now = clock.now() / Instants.SECOND;
    for (; inserted < now; inserted++) {
      database.put(Tank.SERIES, inserted, Tank.level(inserted - firstSecond));
    }
  }

  private Configuration configuration(Path folder, int port) {
    Map<String, Object> siri =
        Map.of(
            "type", "siridb",
            "servers", List.of(database.address()),
            "database", "dbtest",
            "password", "siri");
    Map<String, Object> rule =
        Map.of(
            "name",
            "tank runs over",
            "severity",
            "error",
            "forecast",
            Map.of("output", "mean", "above", Tank.LIMIT, "within", "10m"));
    return Configuration.read(
        new Layer(
            Map.of(
                "store", Map.of("folder", folder.toString()),
                "hub", Map.of("port", port, "enodo", Map.of("port", 0, "min_data_points", 60)),
                "sensor_data", siri,
                "prediction_storage", siri,
                "alarms",
                    Map.of(
                        "rules", List.of(rule),
                        "outputs",
                            List.of(
                                Map.of(
                                    "name", "demo",
                                    "type", "webhook",
                                    "url", receiver.address())))),
            Map.of()),
        folder);
  }

  private static Map<String, Object> model() {
    return Map.of(
        "model",
        MODEL,
        "inputs",
        List.of(Tank.SERIES),
        "resolution",
        "1s",
        "every",
        Map.of("points", POINTS_PER_FORECAST),
        "start",
        "-1m",
        "run",
        Map.of("enodo", Map.of("method", "prophet", "window", "20m", "horizon", "10m")));
  }

  /** Where the pages are. */
  public URI address() {
    return service().server().address();
  }

  private Service service() {
    if (service == null) {
      throw new IllegalStateException("the demonstration is not open");
    }
    return service;
  }

  /** How far the chain has come. */
  public ChainResult result() throws ProviderException {
    Service s = service();
    var hub = s.enodoHub().orElseThrow().hub();
    return new ChainResult(
        hub.series().counted(),
        hub.jobs().done(),
        database.points("forecast_" + Tank.SERIES).size(),
        s.alarms().list(false, "", Long.MAX_VALUE, 100).size(),
        receiver.received(),
        (clock.monotonic() - began) / (double) Instants.SECOND);
  }

  /** Waits until the chain is complete, or for two minutes. */
  public ChainResult finish(Consumer<ChainResult> progress, BooleanSupplier stop)
      throws ProviderException, InterruptedException {
    while (true) {
      ChainResult now = result();
      progress.accept(now);
      if (now.isComplete() || stop.getAsBoolean() || clock.monotonic() - began > LONGEST) {
        return now;
      }
      var unused = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    if (inserting != null) {
      inserting.close();
    }
    if (clients != null) {
      clients.close();
    }
    if (service != null) {
      service.close();
    }
    receiver.close();
    try {
      database.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
