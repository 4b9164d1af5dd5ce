package io.foretide.app.demo;

import io.foretide.app.client.ApiClient;
import io.foretide.app.client.ApiException;
import io.foretide.app.client.ServerFile;
import io.foretide.app.config.Configuration;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.engine.EngineStatus;
import io.foretide.core.engine.Tally;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.StartRefused;
import io.foretide.store.file.DatabaseFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A running demonstration: a service, and a thread that replays its scenario. */
public final class Demo implements AutoCloseable {
  private static final int PORTS = 20;
  private static final long PAUSE_MILLIS = 20;
  private static final long STUCK = 120 * Instants.SECOND;

  private final Scenario scenario;
  private final DemoState state;
  private final DemoClock clock;
  private final double speed;
  private final Service service;
  private final Replay replay;
  private final long began = System.nanoTime();

  private Demo(
      Scenario scenario,
      DemoState state,
      DemoClock clock,
      double speed,
      Service service,
      Consumer<Throwable> fatal) {
    this.scenario = scenario;
    this.state = state;
    this.clock = clock;
    this.speed = speed;
    this.service = service;
    this.replay =
        new Replay(
            scenario, service.series(), service.points(), clock, this::rememberLead, fatal::accept);
  }

  /**
   * Opens a demonstration; its page answers, nothing is played yet.
   *
   * @param anyPort takes the next free port where the configured one is taken
   * @param speed of its clock
   */
  public static Demo open(
      String name,
      Configuration configuration,
      boolean anyPort,
      double speed,
      Consumer<Throwable> fatal)
      throws IOException,
          DatabaseFileException,
          ProviderException,
          StartRefused,
          InterruptedException {
    Path folder = configuration.store().folder();
    Files.createDirectories(folder);
    CompletableFuture<Scenario> loading = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("foretide-scenario").start(() -> load(name, loading));
    DemoClock clock = new DemoClock(WallClock.system(), DemoState.lead(folder), speed);
    ServiceOptions options = new ServiceOptions(true, false, clock, fatal);
    Service service = open(configuration, options, anyPort ? PORTS : 1);
    boolean ready = false;
    try {
      Scenario scenario = loading.get();
      DemoState state = DemoState.open(folder, scenario, clock.now());
      ready = true;
      return new Demo(scenario.shifted(state.shifts()), state, clock, speed, service, fatal);
    } catch (ExecutionException e) {
      throw new IOException("scenario '" + name + "' cannot be read: " + e.getCause(), e);
    } finally {
      if (!ready) {
        service.close();
      }
    }
  }

  private static void load(String name, CompletableFuture<Scenario> out) {
    try {
      out.complete(Scenario.load(name));
    } catch (IOException | RuntimeException e) {
      out.completeExceptionally(e);
    }
  }

  static Service open(Configuration wish, ServiceOptions options, int ports)
      throws IOException, DatabaseFileException, ProviderException, StartRefused {
    Configuration configuration = wish;
    for (int attempt = 1; ; attempt++) {
      try {
        return Service.open(configuration, options);
      } catch (StartRefused e) {
        if (attempt >= ports) {
          throw e;
        }
        configuration = configuration.onPort(configuration.hub().port() + 1);
      }
    }
  }

  public String title() {
    return scenario.title().substring(0, 1).toLowerCase(Locale.ROOT)
        + scenario.title().substring(1);
  }

  public URI address() {
    return service.server().address();
  }

  /** The service behind it. */
  public Service service() {
    return service;
  }

  /**
   * Loads what has happened so far, makes the models that are not there yet, begins to predict and
   * goes on replaying. At the first start each model is made as soon as its series are loaded.
   */
  public void play(Consumer<String> loading, BooleanSupplier stop)
      throws ProviderException, IOException, InterruptedException {
    boolean first = service.engine().status().models() == 0;
    if (first) {
      service.start();
    }
    Set<String> loaded = new HashSet<>();
    for (String tape : scenario.tapes().keySet()) {
      if (stop.getAsBoolean()) {
        return;
      }
      loading.accept(tape);
      loaded.addAll(replay.catchUp(tape));
      if (first) {
        make(loaded);
      }
    }
    if (!first) {
      make(loaded);
      service.start();
    }
    replay.start();
  }

  private void make(Set<String> loaded) throws ProviderException {
    for (ModelDefinition model : scenario.models()) {
      if (loaded.containsAll(model.inputs()) && service.engine().model(model.name()).isEmpty()) {
        service.engine().create(model);
      }
    }
  }

  /**
   * Waits until nothing is missing, or nothing moves any more.
   *
   * @param progress is told (left, due)
   */
  public DemoResult finish(LeftOfDue progress, BooleanSupplier stop) throws InterruptedException {
    long lastLeft = -1;
    long since = System.nanoTime();
    while (true) {
      EngineStatus status = service.engine().status();
      Tally tally = status.tally();
      long left = tally.missing() + tally.inFlight();
      progress.show(left, tally.due());
      if (left != lastLeft) {
        lastLeft = left;
        since = System.nanoTime();
      }
      if (left == 0 || stop.getAsBoolean() || System.nanoTime() - since > STUCK) {
        return new DemoResult(
            status.models(),
            tally.due(),
            tally.predicted(),
            tally.empty(),
            tally.failed(),
            left,
            service.pointsRead(),
            service.pointsWritten(),
            (System.nanoTime() - began) / 1e9);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Whether it shows rollouts. */
  public boolean hasTrials() {
    return !scenario.trials().isEmpty();
  }

  /**
   * Makes the scenario's rollouts, one after the other; an earlier run's are not made again.
   *
   * @param people whether somebody decides at the page; otherwise all is decided by the gates
   */
  public List<Tried> trials(boolean people, Consumer<String> progress, BooleanSupplier stop)
      throws ApiException, InterruptedException {
    ServerFile server = service.server();
    try (ApiClient client = new ApiClient(server.address(), server.token())) {
      return new Trials(client).run(scenario.trials(), people, progress, stop);
    }
  }

  /** Is told how far the work is. */
  public interface LeftOfDue {
    void show(long left, long due);
  }

  /**
   * Keeps how far a fast clock is ahead, and a little more, so that it does not go back after a
   * crash.
   */
  private void rememberLead() {
    if (speed == 1) {
      return;
    }
    long lead = clock.now() - WallClock.system().now() + (long) (2 * speed * Instants.SECOND);
    try {
      state.withLead(lead).save(service.configuration().store().folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    replay.close();
    rememberLead();
    service.close();
  }
}
