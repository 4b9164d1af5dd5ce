package io.foretide.core.world;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.clock.ClockGuard;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Execution;
import io.foretide.core.execute.ExecutionContext;
import io.foretide.core.execute.ExecutorSettings;
import io.foretide.core.execute.Providers;
import io.foretide.core.execute.TaskExecution;
import io.foretide.core.execute.TrainingContext;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelId;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.schedule.InProcessQueue;
import io.foretide.core.schedule.PlanSource;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.core.training.Artifacts;
import io.foretide.core.training.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The real scheduler and executor steps over a store in memory, with a clock that a test moves. */
public final class World implements PlanSource, WallClock {
  public static final long T0 = Instants.parse("2026-01-02T00:00:00Z");

  public long now = T0;

  /** Whether a rollout of every model is open. */
  public boolean held;

  /** What every bucket reads. */
  public double value;

  public final InMemoryClaims claims = new InMemoryClaims();
  public final MemoryCoverage coverage = new MemoryCoverage(claims);
  public final MemoryTrainings trainings = new MemoryTrainings(claims, this::replace);
  public final ScriptedModels models = new ScriptedModels();
  public final TaskQueue queue;
  public final Scheduler scheduler;
  public final ClockGuard clock;
  public final SensorDataProvider source = new Recorder();
  public final List<FrameQuery> reads = new ArrayList<>();
  private final Map<ModelId, Model> known = new HashMap<>();
  private final ExecutionContext context;
  private int executions;

  public World(SchedulerSettings settings) {
    TrainingSettings limits = TrainingSettings.DEFAULT;
    this.clock = new ClockGuard(this, ClockRules.DEFAULT, Long.MIN_VALUE);
    this.queue = new InProcessQueue(10_000);
    this.scheduler =
        new Scheduler(clock, claims, queue, coverage, this, settings, limits, new Random(1));
    coverage.listen(scheduler);
    this.context =
        new ExecutionContext(
            clock,
            claims,
            coverage,
            this,
            new Providers(Map.of("", source), Map.of(), Set.of(""), List.of(models)),
            ExecutorSettings.DEFAULT,
            scheduler::finished,
            e -> {
              throw new IllegalStateException(e);
            },
            new TrainingContext(
                trainings,
                new Artifacts(trainings),
                limits,
                "test",
                m -> held,
                this::put,
                scheduler::finished));
  }

  public static World ofDefaults() {
    return new World(SchedulerSettings.DEFAULT);
  }

  private final class Recorder implements SensorDataProvider {
    @Override
    public NativeRange nativeRange(FrameQuery query) {
      return new NativeRange("test", "", Map.of());
    }

    @Override
    public Frame read(FrameQuery query) {
      reads.add(query);
      int n = (int) (query.range().length() / query.step());
      long[] times = new long[n];
      for (int i = 0; i < n; i++) {
        times[i] = query.range().from() + i * query.step();
      }
      double[][] columns = new double[query.series().size()][n];
      for (double[] column : columns) {
        Arrays.fill(column, value);
      }
      return new Frame(query.series(), times, columns);
    }
  }

  public Model add(long id, ModelDefinition d) throws ProviderException {
    Model m = ModelEdit.create(d, now);
    Model stored =
        new Model(new ModelId(id), d, m.revisions(), m.state(), 1, m.floor(), m.createdAt());
    put(stored);
    return stored;
  }

  public void put(Model m) {
    known.put(m.id(), m);
    scheduler.changed(m.id());
  }

  /** Compare-and-set, as a store does it. */
  private Optional<Model> replace(Model m) {
    Model before = known.get(m.id());
    if (before == null || before.version() != m.version()) {
      return Optional.empty();
    }
    Model stored =
        new Model(
            m.id(),
            m.definition(),
            m.revisions(),
            m.state(),
            m.version() + 1,
            m.floor(),
            m.createdAt());
    known.put(m.id(), stored);
    return Optional.of(stored);
  }

  public void delete(ModelId id) {
    known.remove(id);
    scheduler.changed(id);
  }

  /** Plans, and returns the tasks that were sent. */
  public List<Task> plan() throws InterruptedException {
    scheduler.tick();
    List<Task> out = new ArrayList<>();
    for (TaskQueue.Delivery d = queue.receive(0); d != null; d = queue.receive(0)) {
      out.add(d.task());
    }
    return out;
  }

  public TaskExecution execution(Task task) {
    return (TaskExecution) any(task);
  }

  /** Begins a task of any kind. */
  public Execution any(Task task) {
    TaskQueue.Delivery delivery =
        new TaskQueue.Delivery() {
          @Override
          public Task task() {
            return task;
          }

          @Override
          public void acknowledge() {}
        };
    return Execution.of(context, delivery, "owner-" + ++executions);
  }

  /** Runs a task to its end. */
  public TaskExecution run(Task task) {
    TaskExecution e = execution(task);
    while (e.step() != TaskExecution.Step.DONE) {
      e.advance();
    }
    return e;
  }

  /** Runs a task of any kind up to a step. */
  public Execution runTo(Task task, TaskExecution.Step step) {
    Execution e = any(task);
    while (e.step() != step) {
      e.advance();
    }
    return e;
  }

  /** Plans and runs until nothing is sent any more. */
  public void settle() throws InterruptedException {
    for (List<Task> tasks = plan(); !tasks.isEmpty(); tasks = plan()) {
      tasks.forEach(t -> runTo(t, TaskExecution.Step.DONE));
    }
  }

  public RangeSet missing(ModelId id) {
    return scheduler.look(view -> {
      RangeSet out = RangeSet.empty();
      for (var t : view.of(id)) {
        out = out.plus(t.missing());
      }
      return out;
    });
  }

  @Override
  public Optional<Model> find(ModelId id) {
    return Optional.ofNullable(known.get(id));
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException {
    return models.needs(definition);
  }

  @Override
  public Optional<TrainNeeds> training(ModelDefinition definition) throws ProviderException {
    return models.training(definition);
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long monotonic() {
    return now;
  }
}
