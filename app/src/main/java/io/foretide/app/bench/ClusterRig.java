package io.foretide.app.bench;

import com.sun.management.OperatingSystemMXBean;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.connect.OpenProviders;
import io.foretide.connectors.embeddedkafka.EmbeddedKafka;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.engine.EngineParts;
import io.foretide.core.engine.RunningEngine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.ExecutorSettings;
import io.foretide.core.execute.Providers;
import io.foretide.core.execute.TaskWatch;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.process.Identity;
import io.foretide.core.process.Load;
import io.foretide.core.process.Role;
import io.foretide.core.rollout.RolloutSources;
import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.settings.Secret;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.WallClock;
import io.foretide.core.training.TrainingParts;
import io.foretide.core.training.TrainingSettings;
import io.foretide.store.PostgresStore;
import io.foretide.store.Settings;
import io.foretide.store.SqlStore;
import io.foretide.store.postgres.PostgresSettings;
import io.foretide.store.process.SqlPeers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A real engine with all roles over a PostgreSQL server and a Kafka broker that are of this rig
 * alone. The server answers a commit only once it is on the disk.
 */
final class ClusterRig implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final EmbeddedKafka kafka;
  private final SqlStore store;
  private final SqlPeers peers;
  private final OpenProviders open;
  private final RunningEngine engine;

  private ClusterRig(EmbeddedPostgres postgres, EmbeddedKafka kafka, TrivialModel model)
      throws Exception {
    this.postgres = postgres;
    this.kafka = kafka;
    WallClock clock = WallClock.system();
    store =
        PostgresStore.open(
            new PostgresSettings(
                "localhost",
                postgres.getPort(),
                "postgres",
                "bench",
                "postgres",
                new Secret("postgres"),
                false),
            Settings.DEFAULT,
            clock);
    Identity me = new Identity("bench", "localhost", 1, "", EnumSet.allOf(Role.class), clock.now());
    peers = store.join(new SqlPeers.Member(me, () -> Load.NONE)).orElseThrow();
    open =
        new OpenProviders(
            new ConnectorContext(
                clock,
                new Random(1),
                store.events(),
                store.models(),
                Optional.empty(),
                Map.of(),
                "bench"));
    engine = new RunningEngine(parts(clock, model));
    store.watch(engine.watch());
  }

  private EngineParts parts(WallClock clock, TrivialModel model) throws Exception {
    return new EngineParts(
        clock,
        ClockRules.DEFAULT,
        store.meta().clockMemory(),
        store.models(),
        store.coverage(),
        store.claims(),
        queue(),
        new Providers(Map.of("", model), Map.of(), Set.of(""), List.of(model)),
        store.points(),
        store.events(),
        (m, revision, cell) -> List.of(),
        new RolloutSources(store.rollouts(), store.predictions(), store.runs()),
        new TrainingParts(store.trainings(), TrainingSettings.DEFAULT, "bench"),
        SchedulerSettings.DEFAULT,
        ExecutorSettings.DEFAULT,
        Math.max(1, Runtime.getRuntime().availableProcessors()),
        new Random(1),
        peers,
        e -> {
          throw new IllegalStateException("the engine stopped", e);
        },
        TaskWatch.NONE);
  }

  private TaskQueue queue() throws Exception {
    String section =
        "task_queue: {type: kafka, bootstrap.servers: '" + kafka.servers() + "', topic: bench}";
    Map<String, Object> values = YamlFile.parse("bench", section, s -> s).values();
    Configuration c = Configuration.read(new Layer(values, Map.of()), Path.of("."));
    return open.queue(c.providers().queue()).orElseThrow();
  }

  /**
   * Starts server, broker and engine.
   *
   * @param folder of the broker
   */
  static ClusterRig start(Path folder, TrivialModel model) throws Exception {
    EmbeddedPostgres postgres = server();
    boolean ready = false;
    try {
      EmbeddedKafka kafka = new EmbeddedKafka(Files.createDirectories(folder.resolve("kafka")));
      try {
        kafka.topics("bench", "bench_backlog");
        ClusterRig rig = new ClusterRig(postgres, kafka, model);
        ready = true;
        return rig;
      } finally {
        if (!ready) {
          kafka.close();
        }
      }
    } finally {
      if (!ready) {
        postgres.close();
      }
    }
  }

  /** A server whose commits are durable, which those for tests are not by themselves. */
  static EmbeddedPostgres server() throws Exception {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .start();
  }

  /** Stores a model before the engine starts. */
  void model(Map<String, Object> file) throws ProviderException {
    ModelDefinition d = ModelFile.read(file);
    store.models().create(ModelEdit.create(d, WallClock.system().now()));
  }

  /**
   * What filling took since the first commits: joining a group of Kafka takes some by itself.
   *
   * @param tasks that were counted
   * @param seconds of the clock
   * @param processor seconds of processor time of this process, broker and all
   */
  record Filled(long tasks, double seconds, double processor) {}

  /** Starts the engine and waits until nothing is missing. */
  Filled fill(long intervals) throws ProviderException, InterruptedException {
    engine.start();
    long first = await(1, System.nanoTime());
    long used = processor();
    long counted = intervals - engine.status().tally().predicted();
    long last = await(intervals, first);
    return new Filled(counted, (last - first) / 1e9, (processor() - used) / 1e9);
  }

  private static long processor() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private long await(long intervals, long since) throws ProviderException, InterruptedException {
    while (engine.status().tally().predicted() < intervals) {
      if (System.nanoTime() - since > 300_000_000_000L) {
        throw new IllegalStateException(
            "the benchmark did not end within 300 s: " + engine.status().tally());
      }
      Thread.sleep(50);
    }
    return System.nanoTime();
  }

  @Override
  public void close() throws Exception {
    engine.close();
    open.close();
    peers.close();
    store.close();
    kafka.close();
    postgres.close();
  }
}
