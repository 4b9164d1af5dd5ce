package io.foretide.app.demo;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.ConfigurationFiles;
import io.foretide.app.config.Layer;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.EngineStatus;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.engine.Tally;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.Repeating;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The whole flow of a Latigo installation on one machine: the service with Latigo's own two
 * configuration files, two executors of one Kafka group, and stand-ins for all that is outside.
 */
public final class LatigoDemo implements AutoCloseable {
  private static final long PLAY_EVERY = 30 * Instants.SECOND;
  private static final long PAUSE_MILLIS = 20;
  private static final long STUCK = 120 * Instants.SECOND;

  /** How far back the demonstration asks for: Latigo itself has no backlog. */
  private static final String START = "-12h";

  private final LatigoBackends backends;
  private final Service service;
  private final Repeating playing;
  private final long began;

  private LatigoDemo(LatigoBackends backends, Service service, Repeating playing, long began) {
    this.backends = backends;
    this.service = service;
    this.playing = playing;
    this.began = began;
  }

  /** Whether this installation has what the demonstration needs. */
  public static boolean isAvailable() {
    return LatigoDemo.class.getResource("/io/foretide/connectors/standin/StandIn.class") != null
        && LatigoDemo.class.getResource("/io/foretide/connectors/embeddedkafka/EmbeddedKafka.class")
            != null;
  }

  /**
   * Starts the back-ends and the service between them.
   *
   * @param folder of all data
   * @param hub settings of the page
   * @param ports how many ports are tried, from the configured one on
   */
  public static LatigoDemo start(
      Path folder, Map<String, Object> hub, int ports, Consumer<Throwable> fatal) throws Exception {
    long began = System.nanoTime();
    WallClock clock = WallClock.system();
    LatigoBackends backends = LatigoBackends.start(folder, clock);
    boolean ready = false;
    try {
      Map<String, Object> own = new LinkedHashMap<>();
      own.put("store", Map.of("folder", folder.toString()));
      own.put("hub", hub);
      own.put("model_info", Map.of("start", START));
      Layer layer =
          ConfigurationFiles.load(
              Optional.empty(),
              Map.of(
                  ConfigurationFiles.SCHEDULER, backends.scheduler().toString(),
                  ConfigurationFiles.EXECUTOR, backends.executor().toString()),
              new Layer(own, Map.of()));
      Service service =
          Demo.open(
              Configuration.read(layer, folder),
              new ServiceOptions(true, true, clock, fatal),
              ports);
      service.start();
      Repeating playing =
          new Repeating("demo points", PLAY_EVERY, () -> backends.play(clock.now()));
      ready = true;
      return new LatigoDemo(backends, service, playing, began);
    } finally {
      if (!ready) {
        backends.close();
      }
    }
  }

  public URI address() {
    return service.server().address();
  }

  /** Latigo's two files, as they were loaded. */
  public Path[] files() {
    return new Path[] {backends.scheduler(), backends.executor()};
  }

  /**
   * Waits until every machine is a model and nothing is missing, or nothing moves any more.
   *
   * @param progress is told (left, due)
   */
  public Result finish(Demo.LeftOfDue progress, BooleanSupplier stop) throws InterruptedException {
    long lastLeft = -1;
    long since = System.nanoTime();
    while (true) {
      EngineStatus status = service.engine().status();
      Tally tally = status.tally();
      long left = tally.missing() + tally.inFlight();
      boolean listed = status.models() == LatigoPlant.machines();
      progress.show(left, tally.due());
      if (left != lastLeft) {
        lastLeft = left;
        since = System.nanoTime();
      }
      boolean done = listed && left == 0 && tally.due() > 0;
      if (done || stop.getAsBoolean() || System.nanoTime() - since > STUCK) {
        return new Result(
            new DemoResult(
                status.models(),
                tally.due(),
                tally.predicted(),
                tally.empty(),
                tally.failed(),
                left,
                service.pointsRead(),
                service.pointsWritten(),
                (System.nanoTime() - began) / 1e9),
            tally.handedOff(),
            listed,
            backends.outputSeries(),
            service.tasksByExecutor(),
            backends.requests(),
            done ? "" : trouble());
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** What the model that is worst off says. */
  private String trouble() {
    try {
      List<ModelStatus> worst =
          service.engine().models("", null, Engine.ModelOrder.WORST_FIRST, 0, 1);
      return worst.isEmpty() ? "no model was found" : worst.getFirst().waitsFor();
    } catch (ProviderException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * What it did.
   *
   * @param sums as of every demonstration
   * @param handedOff intervals that an old executor took, which says nothing of what came of them
   * @param listed whether every machine became a model
   * @param outputSeries series that predictions made in the Time Series API
   * @param tasks committed, by executor
   * @param requests by back-end
   * @param trouble why it is not complete; empty if it is
   */
  public record Result(
      DemoResult sums,
      long handedOff,
      boolean listed,
      long outputSeries,
      Map<String, Long> tasks,
      Map<String, Integer> requests,
      String trouble) {
    /** Whether everything was found and nothing is missing. */
    public boolean isComplete() {
      return listed && sums.missing() + handedOff == 0 && sums.predicted() > 0;
    }

    /** The JSON line of {@code demo latigo --once}. */
    public Map<String, Object> asMap() {
      Map<String, Object> out = new LinkedHashMap<>(sums.asMap());
      out.put("handed_off", handedOff);
      out.put("output_series", outputSeries);
      out.put("tasks", tasks);
      out.put("requests", requests);
      if (!trouble.isEmpty()) {
        out.put("trouble", trouble);
      }
      return out;
    }
  }

  @Override
  public void close() {
    playing.close();
    service.close();
    backends.close();
  }
}
