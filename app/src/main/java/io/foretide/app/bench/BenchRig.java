package io.foretide.app.bench;

import io.foretide.app.folder.TemporaryFolder;
import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.clock.ClockMemory;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.engine.EngineParts;
import io.foretide.core.engine.RunningEngine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.ExecutorSettings;
import io.foretide.core.execute.Providers;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.rollout.RolloutSources;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.schedule.InProcessQueue;
import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.time.WallClock;
import io.foretide.core.training.TrainingParts;
import io.foretide.core.training.TrainingSettings;
import io.foretide.store.Settings;
import io.foretide.store.SqlStore;
import io.foretide.store.SqliteStore;
import io.foretide.store.file.DatabaseFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A real store in a folder of its own and a real engine over it. */
final class BenchRig implements AutoCloseable {
  final Path folder;
  final SqlStore store;
  final RunningEngine engine;

  /**
   * @param source where models read; null for the store's own points
   */
  BenchRig(ModelExecutionProvider models, @Nullable SensorDataProvider source)
      throws IOException, ProviderException {
    folder = Files.createTempDirectory("foretide-bench");
    InMemoryClaims claims = new InMemoryClaims();
    WallClock clock = WallClock.system();
    store = open(clock, claims);
    engine =
        new RunningEngine(
            new EngineParts(
                clock,
                ClockRules.DEFAULT,
                new NoMemory(),
                store.models(),
                store.coverage(),
                claims,
                new InProcessQueue(4096),
                new Providers(
                    Map.of("", source == null ? store.points() : source),
                    Map.of(),
                    Set.of(""),
                    List.of(models)),
                store.points(),
                store.events(),
                (model, revision, cell) -> List.of(),
                new RolloutSources(store.rollouts(), store.predictions(), store.runs()),
                new TrainingParts(store.trainings(), TrainingSettings.DEFAULT, "bench"),
                SchedulerSettings.DEFAULT,
                ExecutorSettings.DEFAULT,
                Math.max(1, Runtime.getRuntime().availableProcessors()),
                new Random(1),
                e -> {
                  throw new IllegalStateException("the engine stopped", e);
                }));
    store.watch(engine.watch());
  }

  private SqlStore open(WallClock clock, InMemoryClaims claims) throws IOException {
    try {
      return SqliteStore.open(folder.resolve("bench.db"), Settings.DEFAULT, clock, claims);
    } catch (DatabaseFileException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Stores a model before the engine starts. */
  void model(Map<String, Object> file) throws ProviderException {
    ModelDefinition d = ModelFile.read(file);
    store.models().create(ModelEdit.create(d, WallClock.system().now()));
  }

  /** Starts the engine and waits until nothing is missing; seconds. */
  double fill(long intervals) throws ProviderException, InterruptedException {
    long started = System.nanoTime();
    engine.start();
    while (engine.status().tally().predicted() < intervals) {
      if (System.nanoTime() - started > 300_000_000_000L) {
        throw new IllegalStateException(
            "the benchmark did not end within 300 s: " + engine.status().tally());
      }
      Thread.sleep(20);
    }
    return (System.nanoTime() - started) / 1e9;
  }

  /** Bytes of a compact copy of the database: what it comes to once its log is taken in. */
  long size() throws IOException, ProviderException {
    Path copy = folder.resolve("copy.db");
    try {
      store.backup(copy);
      return Files.size(copy);
    } catch (DatabaseFileException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    engine.close();
    try {
      store.close();
    } catch (DatabaseFileException e) {
      throw new IOException(e.getMessage(), e);
    }
    TemporaryFolder.remove(folder);
  }

  /** A benchmark begins anew each time. */
  private static final class NoMemory implements ClockMemory {
    @Override
    public long load() {
      return Long.MIN_VALUE;
    }

    @Override
    public void save(long highest) {}
  }
}
