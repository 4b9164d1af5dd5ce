package io.foretide.core.execute;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.commit.Commit;
import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionMetadataStorageProvider;
import io.foretide.core.prediction.PredictionStorageProvider;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.schedule.Release;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task on its way: claim, read, run, write, report. Each {@link #advance} takes one step, so
 * that the same steps run on a thread of their own and in a simulation that stops between them.
 * Used by one thread at a time.
 */
public final class TaskExecution implements Execution {
  /** The steps, in order. */
  public enum Step {
    CLAIM,
    READ,
    RUN,
    WRITE,
    REPORT,
    DONE
  }

  private final ExecutionContext context;
  private final TaskQueue.Delivery delivery;
  private final Task task;
  private final String owner;
  private final long startedAt;
  private Step step = Step.CLAIM;
  private Release release = Release.DONE;

  private @Nullable Model model;
  private @Nullable Revision revision;
  private @Nullable RunNeeds needs;
  private @Nullable Checkpoint checkpoint;
  private byte @Nullable [] artifact;
  private Range[] intervals = new Range[0];
  private final List<Frame> frames = new ArrayList<>();
  private List<OutcomePart> parts = List.of();
  private long points;
  private @Nullable CommitReceipt receipt;

  /**
   * @param owner unique to this execution: a task that is delivered twice has two owners
   */
  public TaskExecution(ExecutionContext context, TaskQueue.Delivery delivery, String owner) {
    this.context = context;
    this.delivery = delivery;
    this.task = delivery.task();
    this.owner = owner;
    this.startedAt = context.clock().read().now();
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public Step step() {
    return step;
  }

  @Override
  public String modelName() {
    return model == null ? "" : model.name();
  }

  @Override
  public String outcome() {
    StringBuilder out = new StringBuilder();
    for (CellState state : CellState.values()) {
      long n =
          parts.stream().filter(p -> p.state() == state).mapToLong(p -> p.cells().length()).sum();
      if (n > 0) {
        out.append(out.isEmpty() ? "" : ", ").append(n).append(' ');
        out.append(state.name().toLowerCase(Locale.ROOT));
      }
    }
    if (release.kind() == Release.Kind.RETRY) {
      out.append(out.isEmpty() ? "" : ", ").append("put off: ").append(release.why());
    }
    return out.toString();
  }

  @Override
  public boolean waits() {
    try {
      return revision != null
          && context.providers().execution(revision.definition()).waits(revision.definition());
    } catch (ProviderException e) {
      return false; // told by the step itself
    }
  }

  /** What became durable; null before the write or if nothing was written. */
  public @Nullable CommitReceipt receipt() {
    return receipt;
  }

  @Override
  public boolean renew() {
    return context.claims().renew(task, owner, deadline());
  }

  private long deadline() {
    return context.clock().read().now() + context.settings().claimTimeout();
  }

  /**
   * Takes the next step. Never throws for a provider's trouble: that becomes an outcome or a
   * release.
   */
  @Override
  public void advance() {
    try {
      switch (step) {
        case CLAIM -> claim();
        case READ -> read();
        case RUN -> run();
        case WRITE -> write();
        case REPORT -> report();
        case DONE -> {}
      }
    } catch (ProviderException e) {
      trouble(e);
    } catch (RuntimeException e) {
      trouble(
          new ProviderException.Poison(e.getClass().getSimpleName() + ": " + e.getMessage(), e));
    }
  }

  private void claim() throws ProviderException {
    if ((task.isUnclaimed() && !claimed()) || !renew()) {
      delivery.acknowledge();
      step = Step.DONE;
      return;
    }
    Optional<Model> found = context.models().find(task.model());
    if (found.isEmpty()) {
      throw new ProviderException.ModelGone("model " + task.model() + " was deleted");
    }
    model = found.get();
    revision = model.revision(task.revision());
    needs = context.models().needs(revision.definition());
    intervals = Intervals.of(context.coverage(), task.model(), revision, task.cells());
    if (task.attempt() > context.settings().maxLosses()) {
      parts =
          List.of(
              OutcomePart.failed(
                  task.cells(),
                  Reason.POISON,
                  "its executor was lost " + (task.attempt() - 1) + " times"));
      step = Step.WRITE;
      return;
    }
    step = Step.READ;
  }

  /**
   * Claims a task that came without a claim; false if its cells are predicted already, or in flight
   * as another task.
   */
  private boolean claimed() throws ProviderException {
    if (context.claims().find(task.claim()).isPresent()) {
      return true;
    }
    if (!context.claims().put(task, deadline())) {
      return false;
    }
    // Looked at under the claim: nobody else covers these cells meanwhile.
    Coverage known = context.coverage().load(task.model(), task.revision(), task.cells());
    if (known.cells(CellState.PREDICTED).containsAll(RangeSet.of(task.cells()))) {
      context.claims().release(task);
      return false;
    }
    return true;
  }

  private void read() throws ProviderException {
    ModelDefinition d = revision().definition();
    artifact = context.training().artifacts().of(model(), revision());
    if (needs().order() == Order.SEQUENTIAL) {
      checkpoint =
          context
              .coverage()
              .checkpoint(task.model(), task.revision(), intervals[0].from())
              .orElse(null);
    }
    if (Intervals.aligned(intervals, d.resolution())) {
      frames.add(frame(d, intervals[0].from(), intervals[intervals.length - 1].to()));
    } else {
      for (Range interval : intervals) {
        frames.add(frame(d, interval.from(), interval.to()));
      }
    }
    step = Step.RUN;
  }

  private Frame frame(ModelDefinition d, long start, long end) throws ProviderException {
    long from = Instants.minus(start, needs().lookback());
    if (checkpoint != null) {
      from = Math.min(from, Instants.minus(checkpoint.instant(), d.conditions().settle()));
    }
    from = Math.floorDiv(from, d.resolution()) * d.resolution();
    Frame f =
        context
            .providers()
            .sensorData(d)
            .read(new FrameQuery(d.reads(), new Range(from, end), d.resolution(), d.aggregation()));
    points += (long) f.rows() * f.width();
    return f;
  }

  private void run() throws ProviderException {
    boolean over =
        context.clock().read().now() - task.plannedAt() >= revision().definition().patience();
    ModelRun run =
        new ModelRun(
            model(),
            revision(),
            needs(),
            context.providers().execution(revision().definition()),
            context.settings().taskTimeout(),
            over,
            artifact);
    if (frames.size() == 1) {
      run.run(task.cells().from(), intervals, frames.getFirst(), checkpoint);
    } else {
      for (int i = 0; i < intervals.length; i++) {
        Range[] one = Arrays.copyOfRange(intervals, i, i + 1);
        run.run(task.cells().from() + i, one, frames.get(i), i == 0 ? checkpoint : run.checkpoint);
      }
    }
    frames.clear();
    parts = List.copyOf(run.parts);
    checkpoint = run.checkpoint;
    ProviderException e = run.trouble;
    if (e instanceof ProviderException.Fatal) {
      context.fatal().accept(e);
    }
    if (!run.putOff.isEmpty() && e != null) {
      release = release(e, RangeSet.of(run.putOff));
    }
    step = Step.WRITE;
  }

  private void write() throws ProviderException {
    if (parts.isEmpty()) {
      context.claims().release(task);
      step = Step.REPORT;
      return;
    }
    ModelDefinition d = revision().definition();
    Optional<PredictionStorageProvider> outside = context.providers().storage(d);
    if (outside.isPresent() && !isBeside()) {
      writeOutside(outside.get());
    }
    tellMetadata();
    try {
      receipt = context.coverage().commit(commit(parts));
    } catch (ProviderException.Rejected e) {
      List<OutcomePart> failed = new ArrayList<>();
      for (OutcomePart p : parts) {
        failed.add(
            p.state() == CellState.PREDICTED
                ? OutcomePart.failed(p.cells(), Reason.STORAGE_REJECTED, text(e))
                : p);
      }
      checkpoint = null;
      receipt = context.coverage().commit(commit(failed));
    }
    if (outside.isPresent() && !receipt.refused().isEmpty()) {
      context
          .coverage()
          .uncover(
              task.model(),
              task.revision(),
              receipt.refused(),
              "rows of a superseded task reached the sink");
    }
    step = Step.REPORT;
  }

  /** Rows of a lane never reach an outside sink, where consumers would see them. */
  private boolean isBeside() {
    Range lane = revision().lane();
    return lane != null && lane.contains(intervals[0].from());
  }

  /** An outside sink cannot refuse an old writer, so the claim is looked at just before. */
  private void writeOutside(PredictionStorageProvider sink) throws ProviderException {
    Claims.Acceptance may = context.claims().check(task);
    List<PredictionBlock> blocks = new ArrayList<>();
    for (OutcomePart p : parts) {
      for (int i = 0; i < p.blocks().size(); i++) {
        if (may.accepted().contains(p.cells().from() + i)) {
          blocks.add(p.blocks().get(i));
        }
      }
    }
    if (!blocks.isEmpty()) {
      sink.write(model(), revision(), needs().outputs(), blocks);
    }
  }

  private void tellMetadata() throws ProviderException {
    if (context.providers().metadata().isEmpty()) {
      return;
    }
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (OutcomePart p : parts) {
      if (p.state() == CellState.PREDICTED) {
        int first = (int) (p.cells().from() - task.cells().from());
        int last = (int) (p.cells().to() - 1 - task.cells().from());
        from = Math.min(from, intervals[first].from());
        to = Math.max(to, intervals[last].to());
      }
    }
    if (from < to) {
      for (PredictionMetadataStorageProvider m : context.providers().metadata()) {
        m.record(model(), revision(), new Range(from, to), needs().outputs());
      }
    }
  }

  private Commit commit(List<OutcomePart> what) {
    long took = context.clock().read().now() - startedAt;
    return new Commit(
        task,
        needs == null ? List.of() : needs.outputs(),
        what,
        needs != null && needs.order() == Order.SEQUENTIAL ? checkpoint : null,
        points,
        took,
        owner);
  }

  private void report() {
    delivery.acknowledge();
    context.report().accept(task, release);
    step = Step.DONE;
  }

  /** Trouble outside the model's own run concerns the task as a whole. */
  private void trouble(ProviderException e) {
    RangeSet all = RangeSet.of(task.cells());
    switch (e) {
      case ProviderException.NoData x -> outcome(CellState.EMPTY, Reason.NO_DATA, x);
      case ProviderException.UnknownSeries x -> outcome(CellState.EMPTY, Reason.UNKNOWN_SERIES, x);
      case ProviderException.Rejected x -> outcome(CellState.FAILED, Reason.REJECTED, x);
      case ProviderException.Poison x -> outcome(CellState.FAILED, Reason.POISON, x);
      case ProviderException.Fatal x -> {
        context.fatal().accept(x);
        giveUp(release(x, all));
      }
      case ProviderException.NotReady x -> {
        if (revision != null
            && context.clock().read().now() - task.plannedAt()
                >= revision.definition().patience()) {
          outcome(CellState.EMPTY, Reason.NOT_READY, x);
        } else {
          giveUp(release(x, all));
        }
      }
      case ProviderException.Transient x -> giveUp(release(x, all));
      case ProviderException.ModelGone x -> giveUp(release(x, all));
    }
  }

  /** The whole task ends in one state, unless writing was what failed: then it is put off. */
  private void outcome(CellState state, Reason reason, ProviderException e) {
    if (step == Step.WRITE || model == null) {
      giveUp(release(e, RangeSet.of(task.cells())));
      return;
    }
    parts = List.of(new OutcomePart(task.cells(), state, reason, text(e), List.of()));
    checkpoint = null;
    step = Step.WRITE;
  }

  private void giveUp(Release how) {
    context.claims().release(task);
    release = how;
    step = Step.REPORT;
  }

  private static Release release(ProviderException e, RangeSet cells) {
    return switch (e) {
      case ProviderException.ModelGone x -> new Release(Release.Kind.RELOAD, cells, 0, text(x));
      case ProviderException.NotReady x ->
          new Release(Release.Kind.RETRY, cells, x.retryAfter(), text(x));
      case ProviderException.Transient x ->
          new Release(Release.Kind.RETRY, cells, x.retryAfter(), text(x));
      default -> new Release(Release.Kind.RETRY, cells, 0, text(e));
    };
  }

  private static String text(ProviderException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private Model model() {
    return Objects.requireNonNull(model);
  }

  private Revision revision() {
    return Objects.requireNonNull(revision);
  }

  private RunNeeds needs() {
    return Objects.requireNonNull(needs);
  }
}
