package io.foretide.core.simulation;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.clock.ClockGuard;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.commit.Commit;
import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.CoverageListener;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelId;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.schedule.PlanSource;
import io.foretide.core.schedule.Release;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.core.training.TrainingSettings;
import io.foretide.core.world.Definitions;
import io.foretide.core.world.MemoryCoverage;
import io.foretide.core.world.ScriptedModels;
import io.foretide.core.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two real schedulers that share claims, coverage and a queue on a simulated clock. One has the
 * lead; processes are paused and lose it, news arrive late, messages are lost, executors die. After
 * every step a claim that was written by one that did not lead is a violation.
 */
final class SchedulerPair implements WallClock, PlanSource {
  private static final int MODELS = 5;
  private static final long LEASE = 6 * Instants.SECOND;
  private static final SchedulerSettings SETTINGS =
      new SchedulerSettings(
          8, Instants.MINUTE, Instants.MINUTE, 3, Instants.SECOND, Instants.MINUTE, true);

  final Random random;
  final List<String> violations = new ArrayList<>();

  /** How often a process that led was deposed. */
  int depositions;

  private final boolean checksEpoch;
  private final InMemoryClaims table = new InMemoryClaims();
  final MemoryCoverage coverage = new MemoryCoverage(table);
  private final ScriptedModels kinds = new ScriptedModels();
  private final Map<ModelId, Model> models = new HashMap<>();
  private final ArrayDeque<Task> queue = new ArrayDeque<>();
  private final List<Running> running = new ArrayList<>();
  private final Set<String> dead = new HashSet<>();
  private final Map<String, Integer> computed = new HashMap<>();
  private final List<Process> processes = new ArrayList<>();
  private boolean faults = true;
  private long now = World.T0;
  private long started = World.T0;
  private int owners;

  /** The row of the lead. */
  private @Nullable Process leader;

  private long epoch;
  private long until = Long.MIN_VALUE;

  private record Running(Task task, String owner) {}

  /**
   * @param checksEpoch false plants a fault: a deposed leader still writes claims
   */
  SchedulerPair(long seed, boolean checksEpoch) throws ProviderException {
    this.random = new Random(seed);
    this.checksEpoch = checksEpoch;
    for (long i = 1; i <= MODELS; i++) {
      ModelDefinition d = Definitions.hourly("m" + i);
      Model m = ModelEdit.create(d, now);
      ModelId id = new ModelId(i);
      models.put(id, new Model(id, d, m.revisions(), m.state(), 1, m.floor(), m.createdAt()));
    }
    processes.add(new Process("A"));
    processes.add(new Process("B"));
    coverage.listen(new Spread());
  }

  /** One process with a scheduler. */
  private final class Process implements TaskQueue {
    final String name;
    final Scheduler scheduler;
    final ArrayDeque<Runnable> news = new ArrayDeque<>();

    /** Under which number it believes to lead; 0 if it does not. */
    long believed;

    long believedUntil;
    long nextBeat;
    long pausedUntil;

    Process(String name) {
      this.name = name;
      ClockGuard guard = new ClockGuard(SchedulerPair.this, ClockRules.DEFAULT, Long.MIN_VALUE);
      scheduler =
          new Scheduler(
              guard,
              new FencedClaims(table, this::mayClaim, this::claimed, dead),
              this,
              coverage,
              SchedulerPair.this,
              SETTINGS,
              TrainingSettings.DEFAULT,
              random);
      scheduler.follow();
      models.keySet().forEach(scheduler::changed);
    }

    private boolean mayClaim() {
      return !checksEpoch || (leader == this && epoch == believed);
    }

    private void claimed(Task task) {
      if (leader != this || epoch != believed) {
        violations.add(
            name + " wrote claim " + task.claim() + " under epoch " + believed + " of " + epoch);
      }
      for (Process other : processes) {
        if (other != this) {
          other.news.add(() -> other.scheduler.sent(task));
        }
      }
    }

    /** A sign of life: the lead is kept, or taken if it ran out. */
    void beat() {
      nextBeat = now + Instants.SECOND;
      // A turn of writing begins with the news of all turns before.
      for (Runnable r = news.poll(); r != null; r = news.poll()) {
        r.run();
      }
      if (leader == this && epoch == believed) {
        until = now + LEASE;
      } else if (until < now) {
        leader = this;
        epoch++;
        until = now + LEASE;
        believed = epoch;
      } else {
        depositions += believed > 0 ? 1 : 0;
        believed = 0;
      }
      believedUntil = now + LEASE;
    }

    void turn() {
      // A process that slept may plan before it finds out that it was deposed.
      boolean sleepy = faults && random.nextInt(4) == 0;
      if (now >= nextBeat && !sleepy) {
        beat();
      }
      for (int n = faults ? random.nextInt(4) : news.size(); n > 0 && !news.isEmpty(); n--) {
        news.remove().run();
      }
      if (believed > 0 && (sleepy || now < believedUntil)) {
        scheduler.lead(believed);
        scheduler.tick();
      } else {
        scheduler.follow();
        scheduler.look();
      }
    }

    @Override
    public boolean send(Task task) {
      if (!faults || random.nextInt(20) > 0) {
        queue.add(task);
      }
      return true;
    }

    @Override
    public @Nullable Delivery receive(long timeout) {
      return null;
    }

    @Override
    public int waiting() {
      return queue.size();
    }

    @Override
    public boolean outlives() {
      return true;
    }
  }

  /** News of coverage for every process, each in its own time. */
  private final class Spread implements CoverageListener {
    @Override
    public void covered(ModelId model, int revision, Coverage cells) {
      processes.forEach(p -> p.news.add(() -> p.scheduler.covered(model, revision, cells)));
    }

    @Override
    public void uncovered(ModelId model, int revision, RangeSet cells) {
      processes.forEach(p -> p.news.add(() -> p.scheduler.uncovered(model, revision, cells)));
    }

    @Override
    public void closed(ModelId model, int revision, long end) {}
  }

  /** One step of the world. */
  void step() throws ProviderException {
    now += random.nextLong(Instants.SECOND);
    Process p = processes.get(random.nextInt(processes.size()));
    if (faults && random.nextInt(60) == 0) {
      p.pausedUntil = now + Instants.SECOND + random.nextLong(20 * Instants.SECOND);
    }
    if (p.pausedUntil <= now) {
      p.turn();
    }
    execute();
    if (faults && random.nextInt(50) == 0) {
      rerun();
    }
  }

  private void execute() throws ProviderException {
    for (int n = random.nextInt(4); n > 0 && !queue.isEmpty(); n--) {
      Task task = queue.remove();
      String owner = "executor-" + ++owners;
      if (table.renew(task, owner, now + Instants.MINUTE)) {
        running.add(new Running(task, owner));
      }
    }
    for (int n = random.nextInt(4); n > 0 && !running.isEmpty(); n--) {
      Running r = running.remove(random.nextInt(running.size()));
      if (faults && random.nextInt(10) == 0) {
        dead.add(r.owner());
      } else {
        finish(r.task(), r.owner());
      }
    }
  }

  private void finish(Task task, String owner) throws ProviderException {
    OutcomePart part =
        new OutcomePart(task.cells(), CellState.EMPTY, Reason.NO_DATA, "", List.of());
    CommitReceipt receipt =
        coverage.commit(new Commit(task, List.of(), List.of(part), null, 0, 0, owner));
    receipt
        .covered()
        .forEach(r -> {
          for (long c = r.from(); c < r.to(); c++) {
            if (computed.merge(task.model() + "/" + c, 1, Integer::sum) > 1) {
              violations.add("cell " + c + " of model " + task.model() + " was covered twice");
            }
          }
        });
    processes.forEach(p -> p.news.add(() -> p.scheduler.finished(task, Release.DONE)));
  }

  /** Somebody has a few covered cells computed again. */
  private void rerun() {
    ModelId model = new ModelId(1 + random.nextInt(MODELS));
    long last = Math.floorDiv(now, Instants.HOUR);
    long from = last - 1 - random.nextInt(20);
    coverage
        .uncover(model, 1, RangeSet.of(from, from + 3), "test")
        .forEach(r -> {
          for (long c = r.from(); c < r.to(); c++) {
            computed.remove(model + "/" + c);
          }
        });
  }

  /** Ends all faults, and goes on until nothing is missing; false if that does not come. */
  boolean heals() throws ProviderException {
    faults = false;
    for (int i = 0; i < 4000; i++) {
      step();
      if (missing().isEmpty() && table.size() == 0) {
        return true;
      }
    }
    return false;
  }

  /** Due cells that are not covered, as text. */
  List<String> missing() {
    List<String> out = new ArrayList<>();
    long first = Math.floorDiv(started, Instants.HOUR) - 24;
    long end = Math.floorDiv(now, Instants.HOUR);
    for (ModelId id : models.keySet()) {
      for (long c = first; c < end; c++) {
        if (coverage.state(id, 1, c) == null) {
          out.add(id + "/" + c);
        }
      }
    }
    return out;
  }

  @Override
  public Optional<Model> find(ModelId id) {
    return Optional.ofNullable(models.get(id));
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException {
    return kinds.needs(definition);
  }

  @Override
  public Optional<TrainNeeds> training(ModelDefinition definition) throws ProviderException {
    return kinds.training(definition);
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
