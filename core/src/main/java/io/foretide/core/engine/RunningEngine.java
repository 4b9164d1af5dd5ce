package io.foretide.core.engine;

import io.foretide.core.clock.ClockGuard;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Severity;
import io.foretide.core.execute.ExecutionContext;
import io.foretide.core.execute.ExecutorSettings;
import io.foretide.core.execute.TaskExecutor;
import io.foretide.core.frame.Frame;
import io.foretide.core.late.LateData;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Schedule;
import io.foretide.core.process.Load;
import io.foretide.core.process.Peers;
import io.foretide.core.process.Role;
import io.foretide.core.schedule.Release;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.TrackState;
import io.foretide.core.schedule.TrackView;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.training.TrainingStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one process: scheduler, executor and the answers to {@link Engine}. Thread-safe.
 */
public final class RunningEngine implements Engine, AutoCloseable {
  private static final long SHORTEST_PAUSE = 200_000L;

  private final EngineParts parts;
  private final ClockGuard clock;
  private final ModelBook book;
  private final Changes changes;
  private final LateData late;
  private final Scheduler scheduler;
  private final List<TaskExecutor> executors;
  private final StatusBoard status;
  private final CoverageBoard board;
  private final ModelDesk desk;
  private final Backfills backfills;
  private final Explainer explainer;
  private final Housekeeping housekeeping;
  private final RolloutDesk rollouts;
  private final TrainingDesk trainings;
  private final Lookup lookup;
  private final Adoption adoption;
  private final Following following;
  private final Meter meter = new Meter();
  private final Thread loop;
  private final long startedAt;
  private volatile boolean open = true;
  private volatile boolean news;
  private volatile boolean planning;
  private boolean loaded;

  /** Puts the parts together; nothing runs before {@link #start}. */
  public RunningEngine(EngineParts parts) throws ProviderException {
    this.parts = parts;
    this.clock = new ClockGuard(parts.clock(), parts.clockRules(), parts.clockMemory().load());
    this.startedAt = clock.read().now();
    this.book = new ModelBook(parts.models(), parts.providers());
    this.changes = new Changes(book);
    this.late = new LateData(clock);
    this.scheduler =
        new Scheduler(
            clock,
            parts.claims(),
            parts.queue(),
            parts.coverage(),
            book,
            parts.scheduling(),
            parts.training().settings(),
            parts.random());
    parts.coverage().listen(scheduler);
    parts.coverage().listen(changes);
    this.desk = new ModelDesk(book, parts, scheduler, late, changes, () -> clock.read().now());
    this.rollouts =
        new RolloutDesk(parts, clock, book, desk, scheduler, changes, Thread.ofVirtual()::start);
    this.housekeeping =
        new Housekeeping(parts, clock, book, desk, scheduler, changes, meter, rollouts);
    this.trainings =
        new TrainingDesk(
            parts,
            book,
            scheduler,
            late,
            changes,
            desk.inRollout()::contains,
            () -> clock.read().now());
    this.executors = new ArrayList<>();
    addExecutor(parts.queue(), parts.executing());
    this.status = new StatusBoard(book, scheduler, parts.coverage());
    this.board = new CoverageBoard(scheduler, parts.coverage(), () -> clock.read().notice());
    this.backfills =
        new Backfills(book, parts.models(), parts.coverage(), scheduler, parts.series());
    this.explainer =
        new Explainer(board, parts.coverage(), parts.claims(), parts.history(), scheduler);
    this.lookup = new Lookup(book);
    this.adoption = new Adoption(parts, book, scheduler, changes, () -> clock.read().now());
    scheduler.onHandOff(
        claim -> Thread.ofVirtual().name("hand-off").start(() -> adoption.handedOff(claim)));
    this.following = new Following(clock, desk, rollouts, scheduler, changes);
    if (parts.peers().shared()) {
      scheduler.follow();
      parts.peers().listen(following);
    }
    this.loop = Thread.ofPlatform().name("foretide-scheduler").daemon().unstarted(this::plan);
  }

  /**
   * Adds an executor that takes its tasks from a queue of its own, such as a further member of the
   * queue's group; to be called before {@link #start}.
   */
  public final void addExecutor(TaskQueue queue, ExecutorSettings settings) {
    executors.add(
        new TaskExecutor(
            new ExecutionContext(
                clock,
                parts.claims(),
                parts.coverage(),
                book,
                parts.providers(),
                settings,
                this::report,
                parts.fatal(),
                trainings.context()),
            queue,
            parts.clock(),
            parts.computeThreads(),
            parts.watch()));
  }

  /** What the point store asks about changed points. */
  public PointWatch watch() {
    return late;
  }

  /**
   * Loads the models, so that questions can be answered; nothing is sent before {@link #start}.
   * Idempotent.
   */
  public synchronized void load() throws ProviderException {
    if (!loaded) {
      desk.load();
      rollouts.load();
      trainings.load();
      parts.claims().all().forEach(c -> scheduler.sent(c.task()));
      scheduler.look();
      scheduler.onNews(this::wake);
      loop.start();
      loaded = true;
    }
  }

  /** Begins to plan and to execute. */
  public void start() throws ProviderException {
    load();
    parts.peers().begin();
    planning = parts.peers().roles().contains(Role.SCHEDULER);
    wake();
    if (parts.peers().roles().contains(Role.EXECUTOR)) {
      executors.forEach(TaskExecutor::start);
    }
  }

  /**
   * Marks as predicted what the outside sink of a model already holds of its missing intervals.
   *
   * @return how many intervals
   */
  public long adopt(String name) throws ProviderException {
    return adoption.adopt(lookup.model(name));
  }

  /** Marks intervals that are handed off as predicted where a sink shows them; how many. */
  public long readBack() throws ProviderException {
    return adoption.readBack();
  }

  /** Has the newest due interval of every model computed once more where it is covered. */
  public void repeatNewest() throws ProviderException {
    scheduler.look();
    adoption.repeatNewest();
  }

  private void wake() {
    if (!news) {
      news = true;
      LockSupport.unpark(loop);
    }
  }

  private void report(Task task, Release release) {
    scheduler.finished(task, release);
    parts.peers().finished(task, release);
    housekeeping.putOff(task, release);
  }

  /** Whether this process plans now; says so to the scheduler. */
  private boolean leads() {
    Peers peers = parts.peers();
    long epoch = planning ? peers.epoch() : 0;
    if (!peers.shared()) {
      return epoch > 0;
    }
    if (epoch > 0) {
      scheduler.lead(epoch);
    } else {
      scheduler.follow();
    }
    return epoch > 0;
  }

  /** How busy this process is. */
  public Load load(long now) {
    int running = 0;
    long lag = 0;
    for (TaskExecutor e : executors) {
      Load load = e.load(now);
      running += load.running();
      lag = Math.max(lag, load.lag());
    }
    return new Load(running, lag);
  }

  private void plan() {
    long nextRound = parts.clock().monotonic();
    while (open) {
      news = false;
      try {
        following.round(clock.read().now());
        boolean leads = leads();
        if (!leads) {
          scheduler.look();
        }
        long wakeAt = leads ? scheduler.tick() : Long.MAX_VALUE;
        long mono = parts.clock().monotonic();
        if (mono >= nextRound) {
          if (leads) {
            housekeeping.round();
          } else {
            housekeeping.watch();
          }
          nextRound = mono + Instants.SECOND;
        }
        long pause = Math.min(wakeAt - clock.read().now(), nextRound - mono);
        if (!news && pause > 0) {
          LockSupport.parkNanos(Math.max(SHORTEST_PAUSE, pause));
        }
      } catch (RuntimeException | Error e) {
        parts.fatal().accept(e);
        return;
      }
    }
  }

  @Override
  public EngineStatus status() {
    try {
      return status.whole(
          clock.read().now(),
          startedAt,
          meter.commitsPerSecond(),
          meter.intervalsPerSecond(),
          clock.read().notice(),
          parts.queue().notice());
    } catch (ProviderException e) {
      throw new IllegalStateException("the status cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<ModelStatus> models(
      String search, ModelStatus.@Nullable Health health, ModelOrder order, int offset, int limit)
      throws ProviderException {
    return status.page(search, health, order, offset, limit);
  }

  @Override
  public List<ModelPulse> pulses() throws ProviderException {
    return status.lines("").stream()
        .map(l ->
            new ModelPulse(
                l.label().id().value(),
                l.label().name(),
                l.health(),
                l.lag(),
                l.tally(),
                l.nextDue()))
        .toList();
  }

  @Override
  public Optional<ModelStatus> model(String name) throws ProviderException {
    ModelId id = book.idOf(name);
    Optional<Model> found = id == null ? Optional.empty() : book.find(id);
    return found.isEmpty() ? Optional.empty() : Optional.of(status.status(found.get()));
  }

  @Override
  public RunnerStatus runner(String name) throws ProviderException {
    return desk.runner(lookup.model(name));
  }

  @Override
  public List<String> modelsOf(String series) {
    return late.modelsOf(series).stream().map(book::nameOf).sorted().toList();
  }

  @Override
  public void check(ModelDefinition definition) throws ProviderException {
    desk.check(definition);
  }

  @Override
  public Model create(ModelDefinition definition) throws ProviderException {
    return desk.create(definition);
  }

  @Override
  public EditPlan previewEdit(String name, ModelDefinition definition) throws ProviderException {
    return desk.previewEdit(name, definition);
  }

  @Override
  public Model edit(String name, ModelDefinition definition) throws ProviderException {
    return desk.edit(name, definition);
  }

  @Override
  public Model setPaused(String name, boolean paused) throws ProviderException {
    return desk.setPaused(name, paused);
  }

  @Override
  public TrainingStatus train(String name) throws ProviderException {
    return trainings.train(lookup.model(name));
  }

  @Override
  public EditPlan repredict(String name, long from, boolean dryRun) throws ProviderException {
    Repredictions repredictions = new Repredictions(desk, parts.coverage());
    Model model = lookup.model(name);
    return dryRun ? repredictions.preview(model, from) : repredictions.start(model, from);
  }

  @Override
  public DeletePlan previewDelete(String name) throws ProviderException {
    return desk.previewDelete(name);
  }

  @Override
  public void delete(String name) throws ProviderException {
    desk.delete(name);
  }

  @Override
  public List<Segment> coverage(String name, Range instants) throws ProviderException {
    return board.segments(lookup.model(name), instants);
  }

  @Override
  public Matrix matrix(
      Range instants,
      int buckets,
      String search,
      ModelStatus.@Nullable Health health,
      ModelOrder order,
      int offset,
      int limit)
      throws ProviderException {
    List<Matrix.Row> rows = new ArrayList<>();
    for (ModelStatus m : status.page(search, health, order, offset, limit)) {
      rows.add(new Matrix.Row(m, board.counts(m.model(), instants, buckets)));
    }
    return new Matrix(instants.from(), CoverageBoard.step(instants, buckets), buckets, rows);
  }

  @Override
  public List<Gap> gaps(String name, Range instants, int limit) throws ProviderException {
    List<Gap> out = new ArrayList<>();
    List<String> names = name.isEmpty() ? book.names().stream().sorted().toList() : List.of(name);
    for (String n : names) {
      Model model = lookup.model(n);
      boolean gap =
          scheduler.look(
              view -> view.of(model.id()).stream().anyMatch(t -> !t.missing().isEmpty()));
      if (gap) {
        out.addAll(board.gaps(model, instants));
      }
      if (out.size() >= limit) {
        return List.copyOf(out.subList(0, limit));
      }
    }
    return out;
  }

  @Override
  public List<Planned> tasks(int limit) {
    List<Task> tasks =
        scheduler.look(view -> {
          List<Task> out = new ArrayList<>();
          view.forEach(t -> out.addAll(t.tasks()));
          return out;
        });
    List<Planned> out = new ArrayList<>();
    for (Task t : tasks) {
      if (out.size() == limit) {
        break;
      }
      String owner = parts.claims().find(t.claim()).map(c -> c.owner()).orElse("");
      out.add(planned(t, owner.isEmpty() ? "waiting in the queue" : "run by " + owner));
    }
    return out;
  }

  private Planned planned(Task t, String why) {
    return new Planned(
        book.nameOf(t.model()),
        t.revision(),
        t.cells(),
        instants(t.model(), t.revision(), t.cells()),
        t.lane(),
        t.attempt(),
        t.plannedAt(),
        0,
        why);
  }

  private Range instants(ModelId model, int revision, Range cells) {
    try {
      Optional<Model> m = book.find(model);
      if (m.isPresent()
          && m.get().revision(revision).definition().schedule() instanceof Schedule.ByTime t) {
        return t.grid().instants(cells);
      }
    } catch (ProviderException e) {
      return new Range(0, 0);
    }
    return new Range(0, 0);
  }

  @Override
  public List<Planned> plan(String name, int limit) throws ProviderException {
    List<Planned> out = new ArrayList<>();
    List<String> names = name.isEmpty() ? book.names().stream().sorted().toList() : List.of(name);
    for (String n : names) {
      Model model = lookup.model(n);
      List<TrackView.Next> next = scheduler.look(view -> view.next(model.id(), limit));
      for (TrackView.Next p : next) {
        out.add(
            new Planned(
                n,
                p.revision(),
                p.piece().cells(),
                instants(model.id(), p.revision(), p.piece().cells()),
                p.piece().lane(),
                0,
                0,
                0,
                "due and not covered"));
      }
      for (TrackState t : scheduler.look(view -> view.of(model.id()))) {
        for (TrackState.Waiting w : t.waiting()) {
          w.cells()
              .forEach(r ->
                  out.add(
                      new Planned(
                          n,
                          t.revision(),
                          r,
                          instants(model.id(), t.revision(), r),
                          Lane.BACKLOG,
                          0,
                          0,
                          w.retryAt(),
                          w.why())));
        }
      }
      if (out.size() >= limit) {
        return List.copyOf(out.subList(0, limit));
      }
    }
    return out;
  }

  @Override
  public Backfill.Plan preview(Backfill backfill) throws ProviderException {
    return backfills.preview(backfill, meter.capacity());
  }

  @Override
  public Backfill.Plan start(Backfill backfill) throws ProviderException {
    Backfill.Plan plan = backfills.start(backfill, meter.capacity());
    housekeeping.tell(
        clock.read().now(),
        Severity.INFO,
        "backfill.started",
        backfill.models().size() == 1 ? "model:" + backfill.models().getFirst() : "",
        plan.intervals()
            + " intervals of "
            + plan.perModel().size()
            + " models are computed in "
            + backfill.instants().asTime());
    return plan;
  }

  @Override
  public Frame predict(String name, Range instants) throws ProviderException {
    return new Trial(
            parts.coverage(),
            parts.providers(),
            trainings.context().artifacts(),
            parts.executing().taskTimeout())
        .run(lookup.model(name), instants);
  }

  @Override
  public List<Segment> lanes(String name, Range instants) throws ProviderException {
    return board.lanes(lookup.model(name), instants);
  }

  @Override
  public Rollouts rollouts() {
    return rollouts;
  }

  @Override
  public Explanation explain(String name, long instant) throws ProviderException {
    return explainer.explain(lookup.model(name), instant);
  }

  @Override
  public Range interval(String name, int revision, long cell) throws ProviderException {
    return explainer.interval(lookup.model(name), revision, cell);
  }

  @Override
  public String acceptClock() throws ProviderException {
    String done = clock.accept();
    long now = clock.read().now();
    parts.clockMemory().save(now);
    housekeeping.tell(now, Severity.INFO, Following.ACCEPTED, "", done);
    wake();
    return done;
  }

  @Override
  public long repairClock() throws ProviderException {
    return new ClockRepair(parts, book, scheduler).run(clock.read().now());
  }

  @Override
  public AutoCloseable subscribe(Consumer<Change> listener) {
    return changes.subscribe(listener);
  }

  /** Stops planning and lets running tasks finish for at most this long; true if all did. */
  public boolean drain(long timeout, TimeUnit unit) throws InterruptedException {
    open = false;
    LockSupport.unpark(loop);
    loop.join(TimeUnit.SECONDS.toMillis(2));
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    boolean clean = true;
    for (TaskExecutor executor : executors) {
      clean &= executor.drain(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
    clean &= rollouts.rest(deadline);
    try {
      if (!clock.read().held()) {
        parts.clockMemory().save(clock.read().now());
      }
    } catch (ProviderException e) {
      return false;
    }
    return clean;
  }

  @Override
  public void close() {
    try {
      drain(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
