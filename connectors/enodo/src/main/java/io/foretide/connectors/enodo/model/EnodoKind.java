package io.foretide.connectors.enodo.model;

import io.foretide.connectors.enodo.client.ClientIds;
import io.foretide.connectors.enodo.hub.JobBoard;
import io.foretide.connectors.enodo.job.History;
import io.foretide.connectors.enodo.job.JobKind;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.job.TimeUnit;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.qpack.Item;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.model.Schedule;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.window.Buckets;
import io.foretide.models.window.Outcomes;
import io.foretide.models.window.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code run: {enodo: ...}}: an Enodo worker of either era computes. What it answers becomes rows
 * as those of any model. Workers of Enodo's own read up to the present, so that an interval of the
 * past can be computed by programs of ours alone. Thread-safe.
 */
public final class EnodoKind implements ModelKind {
  private static final long AGAIN = 5 * Instants.SECOND;
  private static final long GRACE = Instants.HOUR;

  private final Optional<JobBoard> board;
  private final WallClock clock;
  private final RandomGenerator random;
  private final TimeUnit unit;
  private final long minPoints;
  private final BaseSink findings;

  /**
   * @param board empty if this process has no hub
   * @param unit of the times that workers answer with
   * @param minPoints of a model that does not say it
   * @param findings is told what base analyses find
   */
  public EnodoKind(
      Optional<JobBoard> board,
      WallClock clock,
      RandomGenerator random,
      TimeUnit unit,
      long minPoints,
      BaseSink findings) {
    this.findings = findings;
    this.board = board;
    this.clock = clock;
    this.random = random;
    this.unit = unit;
    this.minPoints = minPoints;
  }

  /** What such models are checked by in a process that no worker connects to. */
  public static EnodoKind withoutHub(WallClock clock, RandomGenerator random) {
    return new EnodoKind(Optional.empty(), clock, random, TimeUnit.S, 0, BaseSink.NONE);
  }

  @Override
  public String name() {
    return "enodo";
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected {
    EnodoSettings s = EnodoSettings.of(definition, minPoints);
    Shape shape = Shape.of(definition);
    return new RunNeeds(
        java.util.List.of(s.output()),
        s.window() + (shape.aligned() ? 0 : shape.step()),
        s.isAhead() ? s.horizon() + (shape.aligned() ? 0 : shape.step()) : 0,
        Order.ANY,
        s.summary());
  }

  @Override
  public ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    if (board.isEmpty()) {
      throw new ProviderException.Rejected(
          "model '"
              + definition.name()
              + "': run.enodo needs the hub that Enodo's workers connect to: set hub.enodo");
    }
    return definition;
  }

  @Override
  public String status(ModelDefinition definition) throws ProviderException {
    EnodoSettings s = EnodoSettings.of(definition, minPoints);
    return board.isPresent() && board.get().hasWorkerFor(ask(definition, s, "?"))
        ? "A worker for it is connected."
        : "No worker for it is connected.";
  }

  @Override
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    ModelDefinition d = request.revision().definition();
    EnodoSettings s = EnodoSettings.of(d, minPoints);
    Shape shape = Shape.of(d);
    Range[] intervals = request.intervals();
    Outcomes out = new Outcomes(request.cells().from());
    for (int i = 0; i < intervals.length; i++) {
      deadline.check(d.name(), i, intervals.length);
      boolean past = i + 1 < intervals.length || isPast(d, intervals[i]);
      cell(request, d, s, shape, intervals[i], past, deadline, out);
    }
    return new RunResult(out.parts(), null);
  }

  /** Whether a later interval is due as well. */
  private boolean isPast(ModelDefinition d, Range interval) {
    long late = d.schedule() instanceof Schedule.ByTime t ? t.grid().every() + t.delay() : GRACE;
    return Instants.plus(interval.to(), late) <= clock.now();
  }

  private void cell(
      RunRequest request,
      ModelDefinition d,
      EnodoSettings s,
      Shape shape,
      Range interval,
      boolean past,
      Deadline deadline,
      Outcomes out)
      throws ProviderException {
    long end = shape.bucketAt(interval.to());
    long from = Math.min(shape.bucketAt(interval.from()), end - 1);
    long first = Math.min(from, shape.bucketAt(Instants.minus(interval.to(), s.window())));
    Buckets buckets = Buckets.of(request.frame(), shape.step(), first, end);
    if (!buckets.any(0, from, end)) {
      out.empty(
          Reason.NO_DATA, "series '" + d.inputs().getFirst() + "' has no value in the interval");
      return;
    }
    double[] values = values(request.frame(), shape.step(), first, end);
    long known = java.util.Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    if (s.window() > 0 && known < s.minPoints()) {
      out.empty(
          Reason.NO_HISTORY,
          known + " values in the window: expected at least " + s.minPoints() + " (min_points)");
      return;
    }
    if (past && board().hasWorkers() && !board().hasForetideWorker()) {
      out.empty(
          Reason.NOT_APPLICABLE,
          "Enodo's own workers read up to the present: the past needs a worker of Foretide");
      return;
    }
    JobRequest job =
        new JobRequest(
            ClientIds.next(random),
            s.kind(),
            d.inputs().getFirst(),
            s.method(),
            s.version(),
            s.parameters(),
            s.maxPoints(),
            request.artifact() == null ? JobRequest.unlearned() : request.artifact(),
            s.window() > 0 ? new History(first * shape.step(), shape.step(), values) : null,
            interval.to(),
            past,
            shape.step(),
            s.horizon(),
            unit);
    JobResult result = answer(job, deadline.rest());
    if (result.isFailed()) {
      out.failed(Reason.MODEL_ERROR, "the worker answered: " + result.error());
      return;
    }
    if (s.kind() == JobKind.BASE) {
      findings.found(job.series(), result, interval.to(), unit);
    }
    PredictionBlock block = rows(s, shape, interval, from, end, result);
    if (block == null) {
      out.failed(
          Reason.MODEL_ERROR,
          "the worker answered "
              + result.points().size()
              + " points, none of them within the "
              + (s.isAhead() ? "horizon" : "interval"));
    } else {
      out.predicted(block);
    }
  }

  private static double[] values(Frame frame, long step, long first, long end) {
    double[] out = new double[(int) (end - first)];
    java.util.Arrays.fill(out, Double.NaN);
    for (int i = 0; i < frame.rows(); i++) {
      long at = Math.floorDiv(frame.times()[i], step) - first;
      if (at >= 0 && at < out.length && Double.isFinite(frame.column(0)[i])) {
        out[(int) at] = frame.column(0)[i];
      }
    }
    return out;
  }

  private JobBoard board() throws ProviderException.Transient {
    return board.orElseThrow(() ->
        new ProviderException.Transient(
            "hub.enodo is not set: no worker can connect", null, AGAIN));
  }

  private JobRequest ask(ModelDefinition d, EnodoSettings s, String id) {
    return new JobRequest(
        id,
        s.kind(),
        d.inputs().getFirst(),
        s.method(),
        s.version(),
        s.parameters(),
        s.maxPoints(),
        JobRequest.unlearned(),
        null,
        clock.now(),
        false,
        d.resolution(),
        s.horizon(),
        unit);
  }

  private JobResult answer(JobRequest job, long timeout) throws ProviderException {
    JobBoard b = board();
    if (!b.hasWorkerFor(job)) {
      throw new ProviderException.Transient(
          "no Enodo worker is connected that can run "
              + job.method()
              + " ("
              + job.kind().word()
              + "): start one",
          null,
          AGAIN);
    }
    CompletableFuture<JobResult> result = b.submit(job);
    try {
      return result.get(timeout, java.util.concurrent.TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new ProviderException.Transient(
          "no Enodo worker answered the job for series '" + job.series() + "' in time", e);
    } catch (CancellationException e) {
      throw new ProviderException.Transient("the job was cancelled", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ProviderException p -> throw p;
        case null, default ->
            throw new ProviderException.Transient("the job broke: " + e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("interrupted while waiting for an Enodo worker", e);
    } finally {
      b.cancel(job.id());
    }
  }

  /** The points on the model's buckets; null if none lies where rows belong. */
  private @Nullable PredictionBlock rows(
      EnodoSettings s, Shape shape, Range interval, long from, long end, JobResult result) {
    long step = shape.step();
    long first = s.isAhead() ? shape.bucketFrom(interval.to()) : from;
    long last = s.isAhead() ? first + Math.max(1, s.horizon() / step) : end;
    double[] sums = new double[(int) (last - first)];
    int[] n = new int[sums.length];
    if (s.kind() == JobKind.BASE) {
      sums[sums.length - 1] = result.number("health").orElse(Double.NaN);
      n[sums.length - 1] = 1;
    }
    int rows = s.isAhead() ? 0 : sums.length;
    boolean any = !s.isAhead();
    for (int i = 0; i < result.points().size(); i++) {
      long at = Math.floorDiv(unit.instant(result.points().times()[i]), step) - first;
      double value = result.points().values()[i];
      if (at >= 0 && at < sums.length && Double.isFinite(value)) {
        sums[(int) at] += value;
        n[(int) at]++;
        rows = Math.max(rows, (int) at + 1);
        any = true;
      }
    }
    if (!any) {
      return null;
    }
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = n[i] == 0 ? Double.NaN : sums[i] / n[i];
    }
    return new PredictionBlock(interval.to(), first * step, step, new double[][] {values});
  }

  @Override
  public Optional<TrainNeeds> training(ModelDefinition definition)
      throws ProviderException.Rejected {
    EnodoSettings s = EnodoSettings.of(definition, minPoints);
    return definition.train().isEmpty() || s.window() == 0
        ? Optional.empty()
        : Optional.of(new TrainNeeds(s.window()));
  }

  @Override
  public TrainResult train(TrainRequest request) throws ProviderException {
    ModelDefinition d = request.revision().definition();
    EnodoSettings s = EnodoSettings.of(d, minPoints);
    long step = d.resolution();
    long first = Math.floorDiv(request.data().from(), step);
    double[] values =
        values(request.frame(), step, first, Math.floorDiv(request.data().to(), step));
    JobResult result =
        answer(
            new JobRequest(
                ClientIds.next(random),
                JobKind.TRAIN,
                d.inputs().getFirst(),
                s.method(),
                s.version(),
                s.parameters(),
                s.maxPoints(),
                JobRequest.unlearned(),
                new History(first * step, step, values),
                request.data().to(),
                true,
                step,
                s.horizon(),
                unit),
            request.timeout());
    if (result.isFailed()) {
      throw new ProviderException.Rejected("the worker answered: " + result.error());
    }
    byte[] learned =
        result.fields().get("learned") instanceof Item.Raw(byte[] bytes) ? bytes : new byte[0];
    Map<String, Double> metrics = new HashMap<>();
    if (result.fields().get("metrics") instanceof Item.Mapping m) {
      m.entries()
          .forEach((k, v) -> {
            if (v instanceof Item.Real(double value)) {
              metrics.put(k.toString(), value);
            }
          });
    }
    long points = java.util.Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    return new TrainResult(learned, metrics, points, points);
  }
}
