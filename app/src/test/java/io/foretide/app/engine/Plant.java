package io.foretide.app.engine;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.clock.ClockMemory;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.engine.EngineParts;
import io.foretide.core.engine.Explanation;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.engine.RunningEngine;
import io.foretide.core.engine.Tally;
import io.foretide.core.execute.ExecutorSettings;
import io.foretide.core.execute.Providers;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.rollout.RolloutSources;
import io.foretide.core.rollout.RolloutStore;
import io.foretide.core.schedule.InProcessQueue;
import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.training.TrainingParts;
import io.foretide.core.training.TrainingSettings;
import io.foretide.models.BuiltInModels;
import io.foretide.store.Settings;
import io.foretide.store.SqlStore;
import io.foretide.store.SqliteStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A real engine over a real file, with a clock of its own and one well-behaved sensor. */
final class Plant implements AutoCloseable {
  static final long STEP = 10 * Instants.MINUTE;

  final TestClock clock;
  final SqlStore store;
  final RunningEngine engine;
  final AtomicReference<Throwable> fatal = new AtomicReference<>();

  Plant(Path file, TestClock clock, AtomicLong clockMemory) throws Exception {
    this(file, clock, clockMemory, new InProcessQueue(1024), Map.of());
  }

  /**
   * @param storages outside sinks by name; none keeps rows in the store alone
   */
  Plant(
      Path file,
      TestClock clock,
      AtomicLong clockMemory,
      TaskQueue queue,
      Map<String, PredictionStorageProvider> storages)
      throws Exception {
    this(file, clock, clockMemory, queue, storages, UnaryOperator.identity());
  }

  /**
   * @param rollouts what stands between the engine and its store of rollouts
   */
  Plant(
      Path file,
      TestClock clock,
      AtomicLong clockMemory,
      TaskQueue queue,
      Map<String, PredictionStorageProvider> storages,
      UnaryOperator<RolloutStore> rollouts)
      throws Exception {
    this.clock = clock;
    InMemoryClaims claims = new InMemoryClaims();
    store = SqliteStore.open(file, Settings.DEFAULT, clock, claims);
    engine =
        new RunningEngine(
            new EngineParts(
                clock,
                ClockRules.DEFAULT,
                new ClockMemory() {
                  @Override
                  public long load() {
                    return clockMemory.get();
                  }

                  @Override
                  public void save(long highest) {
                    clockMemory.set(highest);
                  }
                },
                store.models(),
                store.coverage(),
                claims,
                queue,
                new Providers(
                    Map.of("", store.points()),
                    storages,
                    storages.isEmpty() ? Set.of("") : Set.of(),
                    List.of(new BuiltInModels(System::nanoTime))),
                store.points(),
                store.events(),
                (model, revision, cell) ->
                    store.runs().runsOf(model, revision, cell).stream()
                        .map(r -> new Explanation.Step(r.writtenAt(), "run by " + r.owner()))
                        .toList(),
                new RolloutSources(
                    rollouts.apply(store.rollouts()), store.predictions(), store.runs()),
                new TrainingParts(store.trainings(), TrainingSettings.DEFAULT, "test"),
                SchedulerSettings.DEFAULT,
                ExecutorSettings.DEFAULT,
                2,
                new Random(1),
                fatal::set));
    store.watch(engine.watch());
    engine.start();
  }

  static Map<String, Object> forecast(String name, Map<String, Object> more) {
    Map<String, Object> file = new HashMap<>();
    file.put("model", name);
    file.put("inputs", List.of("flow"));
    file.put("resolution", "10m");
    file.put("every", "1h");
    file.put("start", "-2d");
    file.put(
        "run",
        Map.of("forecast", Map.of("method", "seasonal_naive", "season", "1d", "horizon", "2h")));
    file.putAll(more);
    return file;
  }

  ModelDefinition definition(String name, Map<String, Object> more) {
    return ModelFile.read(forecast(name, more));
  }

  /** Writes the sensor's points in [from, to). */
  void feed(long from, long to, double offset) throws Exception {
    PointBatch batch = new PointBatch();
    for (long t = from / STEP * STEP; t < to; t += STEP) {
      batch.add(
          "flow", t, offset + 50 + 10 * Math.sin(2 * Math.PI * (t % Instants.DAY) / Instants.DAY));
    }
    if (!batch.isEmpty()) {
      store.points().write(batch);
    }
  }

  Tally tally(String name) throws Exception {
    return engine.model(name).orElseThrow().tally();
  }

  /** Waits until a model's status is as wanted. */
  void await(String name, Predicate<ModelStatus> wanted) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!engine.model(name).filter(wanted).isPresent()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "model '"
                + name
                + "' never got there: "
                + engine.model(name)
                + ", fatal "
                + fatal.get());
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  void awaitComplete(String name, long due) throws Exception {
    await(name, s -> s.tally().due() == due && s.tally().missing() + s.tally().inFlight() == 0);
  }

  @Override
  public void close() throws Exception {
    engine.close();
    store.close();
  }
}
