package io.foretide.core.execute;

import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.TaskExecution.Step;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Revision;
import io.foretide.core.model.TrainPlan;
import io.foretide.core.model.Training;
import io.foretide.core.model.Training.Cause;
import io.foretide.core.model.Trainings;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.training.Fingerprints;
import io.foretide.core.training.TrainingDue;
import io.foretide.core.training.TrainingReport;
import io.foretide.core.training.TrainingReport.Kind;
import io.foretide.core.training.TrainingRules;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One training on its way: claim, find out whether it is due, read, learn, make the revision,
 * report. Nothing is visible before the one transaction that makes the revision, so that a training
 * may be lost and run again at every step.
 */
public final class TrainingExecution implements Execution {
  /** How often the revision is made anew where somebody else changes the model meanwhile. */
  private static final int CHANGES = 5;

  private static final long UNKNOWN_SERIES = Instants.MINUTE;
  private static final String HELD = "a rollout of the model is open";

  private final ExecutionContext context;
  private final TaskQueue.Delivery delivery;
  private final Task task;
  private final String owner;
  private final long startedAt;
  private Step step = Step.CLAIM;
  private TrainingReport report = new TrainingReport(Kind.NOT_DUE, null, 0, 0, "");

  private @Nullable Model model;
  private @Nullable TrainNeeds needs;
  private @Nullable TrainingDue due;
  private @Nullable Frame frame;

  /** The revision that is judged first, for drift; null if the training is due anyway. */
  private @Nullable Revision judged;

  private Range data = new Range(0, 0);
  private @Nullable TrainResult result;
  private String fingerprint = "";

  TrainingExecution(ExecutionContext context, TaskQueue.Delivery delivery, String owner) {
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
  public boolean renew() {
    long deadline = context.clock().read().now() + context.settings().claimTimeout();
    return context.claims().renew(task, owner, deadline);
  }

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

  @Override
  public String modelName() {
    return model == null ? "" : model.name();
  }

  @Override
  public String outcome() {
    String why = report.why().isEmpty() ? "" : ": " + report.why();
    return "training " + report.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + why;
  }

  private void claim() throws ProviderException {
    if (!renew()) {
      delivery.acknowledge();
      step = Step.DONE;
      return;
    }
    if (task.attempt() > context.settings().maxLosses()) {
      end(Kind.FAILED, 0, "its executor was lost " + (task.attempt() - 1) + " times");
      return;
    }
    Optional<Model> found = context.models().find(task.model());
    if (found.isEmpty()) {
      end(Kind.NOT_DUE, 0, "");
      return;
    }
    model = found.get();
    ModelDefinition d = settings().definition();
    Optional<TrainNeeds> reads = provider(d).training(d);
    if (reads.isEmpty()) {
      end(Kind.NOT_DUE, 0, "");
      return;
    }
    if (isHeld()) {
      end(Kind.WAIT, 0, HELD);
      return;
    }
    needs = reads.get();
    step = Step.READ;
  }

  /** The revision whose settings are trained. */
  private Revision settings() {
    return model().active();
  }

  private void read() throws ProviderException {
    if (due == null && !isDue()) {
      if (judged == null) {
        end(Kind.NOT_DUE, 0, "");
      }
      return;
    }
    ModelDefinition d = settings().definition();
    long end = TrainingRules.dataEnd(d, due().due());
    data = new Range(Instants.minus(end, needs().lookback()), end);
    frame = read(data, d.aggregation());
    step = Step.RUN;
  }

  private boolean isDue() throws ProviderException {
    long now = context.clock().read().now();
    long demanded = context.training().store().demands().getOrDefault(task.model(), Long.MIN_VALUE);
    due = TrainingRules.due(model(), demanded, now).orElse(null);
    if (due == null) {
      byData(now);
    }
    return due != null;
  }

  private Frame read(Range range, Aggregation aggregation) throws ProviderException {
    ModelDefinition d = settings().definition();
    long from = Math.floorDiv(range.from(), d.resolution()) * d.resolution();
    return context
        .providers()
        .sensorData(d)
        .read(new FrameQuery(d.reads(), new Range(from, range.to()), d.resolution(), aggregation));
  }

  /** Whether new points ask for a training; or else reads what drift is judged by. */
  private void byData(long now) throws ProviderException {
    TrainPlan plan = TrainPlan.of(settings().definition());
    Optional<Revision> last = Trainings.last(model());
    if (!plan.byData() || last.isEmpty()) {
      return;
    }
    long known = Objects.requireNonNull(last.get().training()).data().to();
    Range fresh = new Range(known, TrainingRules.dataEnd(settings().definition(), now));
    if (fresh.isEmpty()) {
      return;
    }
    if (plan.points() > 0 && points(fresh) >= plan.points()) {
      due = new TrainingDue(Cause.POINTS, now);
    } else if (plan.drift() > 0) {
      long back = needs().lookback();
      data = new Range(Math.max(known, Instants.minus(fresh.to(), 2 * back)), fresh.to());
      frame =
          read(
              new Range(Instants.minus(data.from(), back), data.to()),
              settings().definition().aggregation());
      judged = last.get();
      step = Step.RUN;
    }
  }

  private double points(Range fresh) throws ProviderException {
    Frame counts = read(fresh, Aggregation.COUNT);
    double sum = 0;
    for (int c = 0; c < model().definition().inputs().size(); c++) {
      for (double n : counts.column(c)) {
        sum += Double.isNaN(n) ? 0 : n;
      }
    }
    return sum;
  }

  private boolean drifted(Revision last) throws ProviderException {
    byte[] artifact = Objects.requireNonNull(context.training().artifacts().of(model(), last));
    OptionalDouble worse = provider(last.definition()).drift(request(last), artifact);
    return worse.orElse(0) > TrainPlan.of(last.definition()).drift();
  }

  private TrainRequest request(Revision revision) {
    return new TrainRequest(
        model(), revision, data, Objects.requireNonNull(frame), context.settings().taskTimeout());
  }

  private void run() throws ProviderException {
    Revision last = judged;
    if (last != null) {
      judged = null;
      if (drifted(last)) {
        due = new TrainingDue(Cause.DRIFT, context.clock().read().now());
        step = Step.READ;
      } else {
        end(Kind.NOT_DUE, 0, "");
      }
      return;
    }
    fingerprint = Fingerprints.of(Objects.requireNonNull(frame));
    result = provider(settings().definition()).train(request(settings()));
    frame = null;
    step = Step.WRITE;
  }

  private ModelExecutionProvider provider(ModelDefinition d) throws ProviderException {
    return context.providers().execution(d);
  }

  private void write() throws ProviderException {
    TrainResult learned = Objects.requireNonNull(result);
    long now = context.clock().read().now();
    Training training =
        new Training(
            due().cause(),
            due().due(),
            data,
            fingerprint,
            context.training().codeVersion(),
            learned.artifact().length,
            Fingerprints.of(learned.artifact()),
            learned.metrics(),
            learned.points(),
            learned.work(),
            now - startedAt);
    String wanted = settings().fingerprint();
    for (int i = 0; i < CHANGES; i++) {
      if (isHeld()) {
        end(Kind.WAIT, 0, HELD);
        return;
      }
      if (!settings().fingerprint().equals(wanted) || obsolete()) {
        end(Kind.NOT_DUE, 0, "");
        return;
      }
      Optional<Model> stored =
          context
              .training()
              .store()
              .commit(
                  task,
                  Trainings.add(model(), training, context.clock().read().now()),
                  learned.artifact(),
                  Trainings.expired(model()).stream().map(Revision::number).toList());
      if (stored.isPresent()) {
        context.training().trained().accept(stored.get());
        report = new TrainingReport(Kind.TRAINED, due().cause(), due().due(), 0, "");
        step = Step.REPORT;
        return;
      }
      Optional<Model> changed = context.models().stored(task.model());
      if (changed.isEmpty()) {
        end(Kind.NOT_DUE, 0, "");
        return;
      }
      model = changed.get();
    }
    end(Kind.RETRY, 0, "the model was changed again and again while it was trained");
  }

  private boolean isHeld() {
    return model().isRolling() || context.training().held().test(model().id());
  }

  /** Whether somebody else has made this revision, or nobody needs it. */
  private boolean obsolete() {
    boolean made =
        Trainings.last(model())
            .map(r -> Objects.requireNonNull(r.training()).due() >= due().due())
            .orElse(false);
    return made || model().state() == Model.State.DELETED;
  }

  private void report() {
    delivery.acknowledge();
    context.training().report().accept(task, report);
    step = Step.DONE;
  }

  private void end(Kind kind, long retryAfter, String why) {
    context.claims().release(task);
    TrainingDue at = due;
    report =
        new TrainingReport(
            kind, at == null ? null : at.cause(), at == null ? 0 : at.due(), retryAfter, why);
    step = Step.REPORT;
  }

  private void trouble(ProviderException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    switch (e) {
      case ProviderException.NotReady x -> end(Kind.WAIT, x.retryAfter(), why);
      case ProviderException.NoData x -> end(Kind.WAIT, 0, why);
      case ProviderException.UnknownSeries x -> end(Kind.WAIT, UNKNOWN_SERIES, why);
      case ProviderException.Transient x -> end(Kind.RETRY, 0, why);
      case ProviderException.ModelGone x -> end(Kind.NOT_DUE, 0, "");
      case ProviderException.Rejected x -> end(Kind.FAILED, 0, why);
      case ProviderException.Poison x -> end(Kind.FAILED, 0, why);
      case ProviderException.Fatal x -> {
        context.fatal().accept(x);
        end(Kind.RETRY, 0, why);
      }
    }
  }

  private Model model() {
    return Objects.requireNonNull(model);
  }

  private TrainNeeds needs() {
    return Objects.requireNonNull(needs);
  }

  private TrainingDue due() {
    return Objects.requireNonNull(due);
  }
}
