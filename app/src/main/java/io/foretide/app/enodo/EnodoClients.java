package io.foretide.app.enodo;

import io.foretide.app.Version;
import io.foretide.app.config.EnodoConfig;
import io.foretide.connectors.enodo.client.ClientIds;
import io.foretide.connectors.enodo.client.ClientOptions;
import io.foretide.connectors.enodo.listener.Listener;
import io.foretide.connectors.enodo.listener.ListenerOptions;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.worker.JobRunner;
import io.foretide.connectors.enodo.worker.Worker;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The listener and the workers of this process. Thread-safe. */
public final class EnodoClients implements AutoCloseable {
  private final List<Worker> workers = new ArrayList<>();
  private @Nullable Listener listener;

  private EnodoClients() {}

  /**
   * Starts what is configured.
   *
   * @param runner runs the workers' jobs
   * @throws IOException if a port or path cannot be used
   */
  public static EnodoClients start(
      Optional<EnodoConfig.ListenerPart> listening,
      Optional<EnodoConfig.WorkerPart> working,
      JobRunner runner,
      WallClock clock,
      RandomGenerator random)
      throws IOException {
    EnodoClients out = new EnodoClients();
    boolean ready = false;
    try {
      if (listening.isPresent()) {
        EnodoConfig.ListenerPart l = listening.get();
        out.listener =
            Listener.start(
                new ListenerOptions(l.pipe(), l.host(), l.teePort(), l.readyPort(), l.every()),
                options(l.upstream(), "listener", 0, random),
                clock,
                random);
      }
      if (working.isPresent()) {
        EnodoConfig.WorkerPart w = working.get();
        for (int i = 0; i < w.jobs(); i++) {
          out.workers.add(
              Worker.start(
                  options(w.upstream(), "worker", i, random),
                  runner,
                  w.maxJobDuration(),
                  clock,
                  random));
        }
      }
      ready = true;
      return out;
    } finally {
      if (!ready) {
        out.close();
      }
    }
  }

  private static ClientOptions options(
      EnodoConfig.Upstream up, String type, int place, RandomGenerator random) throws IOException {
    // A hub knows one client by one id: further workers of a process have ids of their own.
    String id = up.id().isEmpty() || place > 0 ? ClientIds.next(random) : up.id();
    Handshake handshake = handshake(id, type, up.dialect(), up.token());
    try {
      return new ClientOptions(
          up.host(),
          up.port(),
          up.dialect(),
          () -> handshake,
          id,
          up.heartbeat(),
          ClientOptions.RETRY,
          up.tls() ? Optional.of(SSLContext.getDefault()) : Optional.empty());
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be used here: " + e.getMessage(), e);
    }
  }

  /** Old hubs pass over what they do not know; the newest ones ask a worker for its module. */
  private static Handshake handshake(String id, String type, Dialect dialect, Secret token) {
    String version = Version.text();
    boolean worker = type.equals("worker");
    Handshake out = worker ? Handshake.worker(id, version, false) : Handshake.listener(id, version);
    out = out.with("token", Item.text(token.reveal()));
    if (worker && dialect == Dialect.NEWEST) {
      out = out.with("lib_version", Item.text("0.2.33")).with("module", module(version));
    }
    return out.with(Handshake.FORETIDE, Item.text(version));
  }

  private static Item module(String version) {
    List<Item> jobs = new ArrayList<>();
    for (String job :
        List.of("job_base_analysis", "job_forecast", "job_anomaly_detect", "job_static_rules")) {
      jobs.add(Item.text(job));
    }
    return Item.mapping(
        Map.of(
            "name", Item.text("foretide"),
            "version", Item.text(version),
            "module_arguments", new Item.Sequence(List.of()),
            "supported_jobs", new Item.Sequence(jobs),
            "job_load_weight", Item.mapping(Map.of())));
  }

  /** The listener; empty if there is none. */
  public Optional<Listener> listener() {
    return Optional.ofNullable(listener);
  }

  public List<Worker> workers() {
    return List.copyOf(workers);
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
    workers.forEach(Worker::close);
  }
}
