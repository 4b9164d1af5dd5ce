package io.foretide.core.simulation;

import io.foretide.core.clock.ClockMemory;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.engine.Backfill;
import io.foretide.core.engine.EngineParts;
import io.foretide.core.engine.SteppedEngine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.execute.Execution;
import io.foretide.core.execute.ExecutorSettings;
import io.foretide.core.execute.Providers;
import io.foretide.core.execute.TaskExecution;
import io.foretide.core.model.Model;
import io.foretide.core.model.RevisionKey;
import io.foretide.core.rollout.RolloutSources;
import io.foretide.core.rollout.RolloutState;
import io.foretide.core.schedule.SchedulerSettings;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.training.TrainingParts;
import io.foretide.core.training.TrainingSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** One life of a service from one seed: some hundred events with faults, then a time without. */
final class Simulation {
  private static final long T0 = Instants.parse("2026-03-01T00:00:00Z");
  private static final int MAX_IN_FLIGHT = 12;
  private static final int EXECUTORS = 8;
  private static final int NAMES = 5;
  private static final int TOLD = Integer.getInteger("foretide.story", 40);
  private static final long LONGEST_HOLD = 4 * Instants.DAY;
  private static final long IDLE = 5 * Instants.SECOND;

  private final long seed;
  private final Flaw flaw;
  private final SplittableRandom random;
  private final Faults faults;
  private final SimulatedClock clock = new SimulatedClock(T0);
  private final Disk disk = new Disk();
  private final Ledger ledger = new Ledger();
  private final Invariants invariants = new Invariants(disk, ledger);
  private final Plant plant;
  private final Deque<Told> story = new ArrayDeque<>();
  private final List<Run> runs = new ArrayList<>();
  private int process;
  private int number;
  private MemoryClaims claims;
  private DiskCoverage coverage;
  private DiskPoints points;
  private LossyQueue queue;
  private SteppedEngine engine;
  private final RolloutWishes rollouts;

  private record Told(long time, String what) {}

  /** A task on an executor. */
  private static final class Run {
    final Execution execution;
    long pausedUntil = Long.MIN_VALUE;
    boolean counted;

    Run(Execution execution) {
      this.execution = execution;
    }
  }

  Simulation(long seed, Flaw flaw) {
    this.seed = seed;
    this.flaw = flaw;
    this.random = new SplittableRandom(seed);
    this.faults = new Faults(random.split());
    this.plant = new Plant(random.split(), T0 - 2 * Instants.DAY);
    this.claims = new MemoryClaims(flaw, ledger, t -> {});
    this.coverage = new DiskCoverage(disk, claims, faults, flaw, ledger, clock, 0);
    this.points = new DiskPoints(disk, coverage, claims, faults);
    this.queue = new LossyQueue(random, faults);
    this.rollouts = new RolloutWishes(random.split(), disk, plant, this::ask);
    try {
      this.engine = new SteppedEngine(parts());
      boot();
    } catch (ProviderException e) {
      throw new IllegalStateException("the first start failed", e);
    }
  }

  /**
   * Lives through it.
   *
   * @throws AssertionError naming the broken invariant and how to replay it
   */
  void run() {
    try {
      produce(true);
      for (int i = 0; i < 3; i++) {
        createModel();
      }
      int events = 120 + random.nextInt(200);
      for (int i = 0; i < events; i++) {
        event();
        check();
      }
      calm();
    } catch (Broken e) {
      throw new AssertionError(told(String.valueOf(e.getMessage())), e);
    } catch (ProviderException | RuntimeException e) {
      throw new AssertionError(told(e.toString()), e);
    }
  }

  /** The last events, as told on failure. */
  List<String> story() {
    return story.stream().map(t -> Instants.format(t.time()) + " " + t.what()).toList();
  }

  private String told(String what) {
    return "seed "
        + seed
        + ": "
        + what
        + "\n  replay: ./mvnw -pl core test -Dtest=SimulationTest -Dforetide.seed="
        + seed
        + "\n  last events:\n    "
        + String.join("\n    ", story());
  }

  private void tell(String what) {
    story.addLast(new Told(clock.now(), what));
    if (story.size() > TOLD) {
      story.removeFirst();
    }
  }

  private EngineParts parts() {
    OutsideSink sink = new OutsideSink(disk, faults);
    Providers providers =
        new Providers(
            Map.of("", points),
            Map.of("", sink, "outside", sink),
            Set.of(""),
            List.of(new Sums(points, faults)));
    ClockMemory memory =
        new ClockMemory() {
          @Override
          public long load() {
            return disk.clockMemory;
          }

          @Override
          public void save(long highest) throws ProviderException {
            faults.store();
            disk.clockMemory = highest;
          }
        };
    EventLog events =
        new EventLog() {
          @Override
          public void append(Event event) {}

          @Override
          public List<Event> list(Filter filter) {
            return List.of();
          }
        };
    MemoryModels models = new MemoryModels(disk, faults, flaw);
    return new EngineParts(
        clock,
        ClockRules.DEFAULT,
        memory,
        models,
        coverage,
        claims,
        queue,
        providers,
        points,
        events,
        (m, r, c) -> List.of(),
        new RolloutSources(
            new MemoryRollouts(disk, faults, flaw), new Unwatched(), new Unwatched()),
        new TrainingParts(
            new DiskTrainings(disk, models, claims, faults, flaw),
            new TrainingSettings(2, 5),
            "simulation"),
        new SchedulerSettings(
            MAX_IN_FLIGHT,
            Instants.MINUTE,
            10 * Instants.MINUTE,
            ExecutorSettings.DEFAULT.maxLosses(),
            Instants.SECOND,
            2 * Instants.MINUTE,
            true),
        ExecutorSettings.DEFAULT,
        1,
        random.split(),
        e -> {
          throw new IllegalStateException("fatal: " + e, e);
        });
  }

  /** A new process on the same disk. */
  private void boot() throws ProviderException {
    process++;
    runs.forEach(this::lost);
    runs.clear();
    claims = new MemoryClaims(flaw, ledger, this::put);
    coverage = new DiskCoverage(disk, claims, faults, flaw, ledger, clock, process);
    points = new DiskPoints(disk, coverage, claims, faults);
    queue = new LossyQueue(random, faults);
    engine = new SteppedEngine(parts());
    points.watch(engine.watch());
    engine.load();
    invariants.believed(engine.clock().now());
  }

  private void put(Task task) {
    invariants.put(task, engine);
  }

  private void lost(Run run) {
    if (!run.counted) {
      run.counted = true;
      Task t = run.execution.task();
      ledger.lost(new RevisionKey(t.model(), t.revision()), RangeSet.of(t.cells()));
    }
  }

  private void check() {
    invariants.believed(engine.clock().now());
    invariants.owners();
    invariants.touched(claims);
  }

  private void event() throws ProviderException {
    int roll = random.nextInt(100);
    try {
      switch (roll) {
        case 0, 1 -> restart();
        case 2, 3 -> killRun();
        case 4, 5 -> pauseRun();
        case 6, 7, 8 -> outage();
        case 9, 10 -> stepClock();
        case 11, 12, 13 -> correct();
        case 14, 15 -> plant.arrive(false, points::write);
        case 16, 17 -> createModel();
        case 18, 19 -> editModel();
        case 90, 91, 92, 93 -> rollouts.start(anyName());
        case 94, 95, 96 -> rollouts.act();
        case 20 -> pauseModel();
        case 21 -> deleteModel();
        case 22, 23, 24, 25 -> backfill();
        case 46 -> train();
        case 26, 44 -> pass(Instants.HOUR + random.nextLong(4 * Instants.HOUR));
        case 27, 28, 29, 30, 31 -> pass(random.nextLong(20 * Instants.MINUTE));
        case 32, 33, 34, 35, 36, 37 -> pass(random.nextLong(30 * Instants.SECOND));
        case 38, 39, 40, 41 -> round();
        case 42, 43 -> look();
        default -> {
          if (roll < 58) {
            tick();
          } else if (roll < 70) {
            receive();
          } else {
            advance();
          }
        }
      }
    } catch (Killed e) {
      // Only the disk's own transactions die outside an executor, and no event here runs one.
      throw new IllegalStateException("killed outside an executor", e);
    }
  }

  private void round() throws ProviderException {
    try {
      engine.round();
    } catch (Killed e) {
      tell("the process dies in a round");
      boot();
    }
  }

  private long tick() {
    long next = engine.tick();
    tell("tick, " + claims.size() + " claims, " + queue.waiting() + " queued");
    invariants.afterTick(engine, MAX_IN_FLIGHT);
    return next;
  }

  private void receive() {
    TaskQueue.Delivery delivery = runs.size() < EXECUTORS ? queue.receive(0) : null;
    if (delivery != null) {
      tell("receive " + delivery.task());
      runs.add(new Run(engine.execution(delivery, "run-" + ++number)));
    }
  }

  private void advance() throws ProviderException {
    List<Run> free = runs.stream().filter(r -> r.pausedUntil <= clock.monotonic()).toList();
    if (free.isEmpty()) {
      receive();
      return;
    }
    advance(free.get(random.nextInt(free.size())));
  }

  private void advance(Run run) throws ProviderException {
    Task task = run.execution.task();
    Claims.Acceptance before = claims.honest(task);
    TaskExecution.Step step = run.execution.step();
    try {
      run.execution.advance();
    } catch (Killed e) {
      tell("killed in " + step + (e.process() ? " with its process: " : ": ") + task);
      lost(run);
      runs.remove(run);
      if (e.process()) {
        boot();
      }
      return;
    }
    tell(step + " -> " + run.execution.step() + " of claim " + task.claim());
    if (step == TaskExecution.Step.WRITE) {
      refusedRows(task, before.refused());
    }
    if (run.execution.step() == TaskExecution.Step.DONE) {
      runs.remove(run);
    }
  }

  /** What the claims refused just before a commit must not show rows of this commit after it. */
  private void refusedRows(Task task, RangeSet refused) {
    RevisionKey key = new RevisionKey(task.model(), task.revision());
    refused.forEach(r -> {
      for (long c = r.from(); c < r.to(); c++) {
        Disk.Row row = disk.rows(key).get(c);
        Disk.Cell cell = disk.coverage(key).get(c);
        if (row != null
            && cell != null
            && row.process() == process
            && row.claim() == task.claim()
            && !ledger.expected(key).contains(c)) {
          throw new Broken(Invariants.REFUSED, key + " cell " + c + " of " + task);
        }
      }
    });
  }

  private void restart() throws ProviderException {
    tell("restart");
    boot();
  }

  private void killRun() {
    if (!runs.isEmpty()) {
      Run run = runs.remove(random.nextInt(runs.size()));
      tell("kill " + run.execution.task() + " before " + run.execution.step());
      lost(run);
    }
  }

  private void pauseRun() {
    if (!runs.isEmpty()) {
      Run run = runs.get(random.nextInt(runs.size()));
      long pause = Instants.MINUTE + random.nextLong(30 * Instants.MINUTE);
      tell(
          "pause "
              + run.execution.task()
              + " for "
              + Durations.format(pause / 1_000_000_000 * 1_000_000_000));
      run.pausedUntil = clock.monotonic() + pause;
      lost(run);
    }
  }

  private void outage() {
    boolean on = random.nextInt(3) == 0;
    switch (random.nextInt(4)) {
      case 0 -> faults.sensorsDown = on;
      case 1 -> faults.modelsDown = on;
      case 2 -> faults.storeDown = on;
      default -> faults.sinkDown = on;
    }
  }

  private void stepClock() {
    if (random.nextInt(3) == 0) {
      clock.setRight();
    } else {
      long most = random.nextBoolean() ? 3 * Instants.HOUR : 90 * Instants.SECOND;
      clock.step(random.nextLong(2 * most) - most);
    }
    tell("clock off by " + Durations.format(clock.offset() / 1_000_000 * 1_000_000));
  }

  private void correct() {
    tell("correct a value");
    plant.correct(clock.trueNow(), points::write);
  }

  private void produce(boolean faulty) {
    plant.produce(clock.trueNow(), faulty, points::write);
  }

  private void pass(long nanos) {
    clock.pass(nanos);
    // Executors that are not paused have renewed their claims all along.
    runs.forEach(r -> {
      if (r.pausedUntil <= clock.monotonic() - nanos
          && r.execution.step() != TaskExecution.Step.CLAIM) {
        r.execution.renew();
      }
    });
    produce(true);
    tell("time passes");
  }

  private String anyName() {
    return "m" + random.nextInt(NAMES);
  }

  /** Asks for a change; trouble with the store or an unknown name is an answer like any other. */
  private void ask(String what, Wish wish) {
    try {
      tell(what);
      try {
        wish.make();
      } catch (Killed e) {
        tell("  the process dies");
        boot();
      }
    } catch (ProviderException.Transient | ProviderException.Rejected e) {
      tell("  answer: " + e.getMessage());
    } catch (ProviderException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How the rollouts of this life ended, or stand. */
  Set<RolloutState> endings() {
    Set<RolloutState> out = EnumSet.noneOf(RolloutState.class);
    disk.rollouts.values().forEach(r -> out.add(r.state()));
    return out;
  }

  /** After which writes of rollouts the process died in this life. */
  Set<String> deaths() {
    return disk.deaths;
  }

  /** Something asked of the engine, whichever process runs it. */
  interface Wish {
    void make() throws ProviderException;
  }

  private void ask(String what, RolloutWishes.Wish wish) {
    ask(what, () -> wish.make(engine.rollouts()));
  }

  private void createModel() {
    String name = anyName();
    ask("create " + name, () -> engine.create(plant.model(name)));
  }

  private void editModel() {
    String name = anyName();
    disk.models.values().stream()
        .filter(m -> m.name().equals(name) && m.state() != Model.State.DELETED)
        .findFirst()
        .ifPresent(m -> ask("edit " + name, () -> engine.edit(name, plant.edited(m.definition()))));
  }

  private void pauseModel() {
    String name = anyName();
    boolean paused = random.nextBoolean();
    ask((paused ? "pause " : "resume ") + name, () -> engine.setPaused(name, paused));
  }

  private void train() {
    String name = anyName();
    if (random.nextInt(3) > 0) {
      ask("train " + name, () -> engine.train(name));
    } else {
      long from = clock.trueNow() - random.nextLong(Instants.DAY);
      ask("repredict " + name, () -> engine.repredict(name, from));
    }
  }

  private void deleteModel() {
    String name = anyName();
    ask("delete " + name, () -> engine.delete(name));
  }

  private void backfill() {
    long end = clock.trueNow() - (random.nextBoolean() ? 0 : random.nextLong(12 * Instants.HOUR));
    Range span = new Range(end - random.nextLong(2 * Instants.DAY), end);
    Backfill.Mode mode = Backfill.Mode.values()[random.nextInt(Backfill.Mode.values().length)];
    String name = anyName();
    ask(
        "backfill " + name + " " + mode,
        () -> engine.backfill(new Backfill(List.of(name), span, mode)));
  }

  private void look() {
    ask(
        "look",
        () -> {
          tick();
          for (String name : engine.names()) {
            invariants.segments(
                engine, name, new Range(clock.trueNow() - Instants.DAY, clock.trueNow()));
          }
          engine.tally();
        });
  }

  /** Faults stop; everything must come to rest. */
  private void calm() throws ProviderException {
    faults.stop();
    clock.setRight();
    tell("faults stop");
    produce(true);
    plant.arrive(true, points::write);
    runs.forEach(r -> r.pausedUntil = Long.MIN_VALUE);
    rollouts.endSome();
    long end = Long.MIN_VALUE;
    long longest = clock.trueNow() + LONGEST_HOLD;
    while (true) {
      long next = tick();
      engine.round();
      work();
      check();
      boolean held = engine.clock().held();
      if (!held && end == Long.MIN_VALUE) {
        end = clock.trueNow() + bound();
      }
      if (!held && atRest()) {
        break;
      }
      if (held && clock.trueNow() > longest) {
        throw new Broken(
            Invariants.COMPLETE, "the clock is right and still held: " + engine.clock());
      }
      if (end != Long.MIN_VALUE && clock.trueNow() > end) {
        throw new Broken(
            Invariants.COMPLETE, "after " + Durations.format(bound()) + " of calm: " + unrest());
      }
      long pause = Math.clamp(next - engine.clock().now(), IDLE, Instants.MINUTE);
      clock.pass(held ? 10 * Instants.MINUTE : pause);
      runs.forEach(r -> r.execution.renew());
      produce(false);
    }
    tell("at rest");
    new Truth(disk, ledger).check();
    for (String name : engine.names()) {
      invariants.segments(
          engine, name, new Range(clock.trueNow() - 3 * Instants.DAY, clock.trueNow()));
    }
  }

  /**
   * A re-plan that was set while the clock was ahead waits for as long as the clock was ahead. To
   * find an interval that kills its executor takes some lost claims for each halving.
   */
  private long bound() {
    boolean kills =
        disk.models.values().stream()
            .anyMatch(m -> m.definition().run().settings().containsKey("kills"));
    return (kills ? 24 : 5) * Instants.HOUR;
  }

  private void work() throws ProviderException {
    for (int i = 0; i < 200 && (queue.waiting() > 0 || !runs.isEmpty()); i++) {
      receive();
      for (Run run : List.copyOf(runs)) {
        advance(run);
      }
    }
  }

  private boolean atRest() {
    return unrest().isEmpty();
  }

  private String unrest() {
    return new Rest(disk).of(engine) + rollouts.unrest(engine);
  }
}
