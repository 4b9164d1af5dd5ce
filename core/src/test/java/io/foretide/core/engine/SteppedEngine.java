package io.foretide.core.engine;

import io.foretide.core.clock.ClockGuard;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Execution;
import io.foretide.core.execute.ExecutionContext;
import io.foretide.core.late.LateData;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.TrackState;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Range;
import io.foretide.core.training.TrainingStatus;
import java.util.Collection;
import java.util.List;

/** The parts of the running engine without its threads: whoever holds it takes each step. */
public final class SteppedEngine {
  private final ClockGuard clock;
  private final ModelBook book;
  private final LateData late;
  private final Scheduler scheduler;
  private final ModelDesk desk;
  private final Housekeeping housekeeping;
  private final RolloutDesk rollouts;
  private final TrainingDesk trainings;
  private final CoverageStore coverage;
  private final CoverageBoard board;
  private final StatusBoard status;
  private final Backfills backfills;
  private final ExecutionContext context;
  private final Lookup lookup;

  /** Puts the parts together as the running engine does. */
  public SteppedEngine(EngineParts parts) throws ProviderException {
    clock = new ClockGuard(parts.clock(), parts.clockRules(), parts.clockMemory().load());
    book = new ModelBook(parts.models(), parts.providers());
    Changes changes = new Changes(book);
    late = new LateData(clock);
    scheduler =
        new Scheduler(
            clock,
            parts.claims(),
            parts.queue(),
            parts.coverage(),
            book,
            parts.scheduling(),
            parts.training().settings(),
            parts.random());
    coverage = parts.coverage();
    parts.coverage().listen(scheduler);
    parts.coverage().listen(changes);
    desk = new ModelDesk(book, parts, scheduler, late, changes, () -> clock.read().now());
    rollouts = new RolloutDesk(parts, clock, book, desk, scheduler, changes, Runnable::run);
    housekeeping =
        new Housekeeping(parts, clock, book, desk, scheduler, changes, new Meter(), rollouts);
    board = new CoverageBoard(scheduler, parts.coverage(), () -> clock.read().notice());
    status = new StatusBoard(book, scheduler, parts.coverage());
    backfills = new Backfills(book, parts.models(), parts.coverage(), scheduler, parts.series());
    lookup = new Lookup(book);
    trainings =
        new TrainingDesk(
            parts,
            book,
            scheduler,
            late,
            changes,
            desk.inRollout()::contains,
            () -> clock.read().now());
    context =
        new ExecutionContext(
            clock,
            parts.claims(),
            parts.coverage(),
            book,
            parts.providers(),
            parts.executing(),
            (task, release) -> {
              scheduler.finished(task, release);
              housekeeping.putOff(task, release);
            },
            parts.fatal(),
            trainings.context());
  }

  public void load() throws ProviderException {
    desk.load();
    rollouts.load();
    trainings.load();
  }

  public PointWatch watch() {
    return late;
  }

  public ClockGuard.Reading clock() {
    return clock.read();
  }

  public long tick() {
    return scheduler.tick();
  }

  public void round() {
    housekeeping.round();
  }

  public Execution execution(TaskQueue.Delivery delivery, String owner) {
    return Execution.of(context, delivery, owner);
  }

  public Model create(ModelDefinition d) throws ProviderException {
    return desk.create(d);
  }

  public Model edit(String name, ModelDefinition d) throws ProviderException {
    return desk.edit(name, d);
  }

  public EditPlan repredict(String name, long from) throws ProviderException {
    return new Repredictions(desk, coverage).start(lookup.model(name), from);
  }

  public TrainingStatus train(String name) throws ProviderException {
    return trainings.train(lookup.model(name));
  }

  public TrainingStatus training(ModelId model) {
    return scheduler.training(model);
  }

  public Model setPaused(String name, boolean paused) throws ProviderException {
    return desk.setPaused(name, paused);
  }

  public void delete(String name) throws ProviderException {
    desk.delete(name);
  }

  public Backfill.Plan backfill(Backfill wish) throws ProviderException {
    return backfills.start(wish, 1);
  }

  public Rollouts rollouts() {
    return rollouts;
  }

  /** What a revision's lane is missing and what of it is due; empty if it has none. */
  public List<TrackState> lanes(ModelId model) {
    return scheduler.look(view -> view.lanes(model));
  }

  public List<Segment> segments(String name, Range span) throws ProviderException {
    return board.segments(lookup.model(name), span);
  }

  public Tally tally() throws ProviderException {
    return status.whole(clock.read().now(), 0, 1, 1, "", "").tally();
  }

  public Collection<String> names() {
    return book.names();
  }

  public List<TrackState> tracks(ModelId model) {
    return scheduler.look(view -> view.of(model));
  }

  public int inFlightTasks() {
    return scheduler.inFlightTasks();
  }
}
