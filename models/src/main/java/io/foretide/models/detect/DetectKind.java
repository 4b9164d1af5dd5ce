package io.foretide.models.detect;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.detect.RefusedException;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.window.Buckets;
import io.foretide.models.window.Outcomes;
import io.foretide.models.window.Shape;
import io.foretide.models.window.Silence;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * {@code run: {detect: ...}}: each interval [a, b) yields one row per bucket that ends in (a, b],
 * with a score of which 1.0 is the limit. An interval in which no series had a value is empty,
 * unless the method scores silence itself.
 */
public final class DetectKind implements ModelKind {
  @Override
  public String name() {
    return "detect";
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected {
    DetectSettings s = DetectSettings.of(definition);
    return new RunNeeds(s.outputs(), s.shape().lookback(s.reach()), 0, s.order(), s.summary());
  }

  @Override
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    ModelDefinition definition = request.revision().definition();
    DetectSettings s = DetectSettings.of(definition);
    Shape shape = s.shape();
    Range[] intervals = request.intervals();
    Outcomes out = new Outcomes(request.cells().from());
    if (intervals.length == 0) {
      return new RunResult(out.parts(), null);
    }
    Checkpoint checkpoint = s.carried() ? request.checkpoint() : null;
    long start = shape.bucketAt(intervals[0].from());
    long from = start - s.reach();
    if (checkpoint != null) {
      from = Math.min(from, next(definition, checkpoint, start));
    }
    long to = shape.bucketAt(intervals[intervals.length - 1].to());
    Buckets buckets = Buckets.of(request.frame(), shape.step(), from, to);
    CarriedScoring carried = s.carried() ? new CarriedScoring(s, buckets) : null;
    if (carried != null && checkpoint != null) {
      restore(definition, carried, checkpoint.state(), at(checkpoint));
    }
    byte[] artifact = request.artifact();
    boolean trained = artifact != null && CarriedScoring.next(artifact) <= start;
    if (carried != null && checkpoint == null && artifact != null && trained) {
      restore(definition, carried, artifact, "what it learned");
    }
    Scoring scoring =
        carried != null
            ? carried
            : s.method().offline()
                ? new OfflineScoring(s, buckets)
                : s.method().fitted()
                    ? new RefreshedScoring(s, buckets, artifact)
                    : new WindowedScoring(s.method(), buckets);
    for (int i = 0; i < intervals.length; i++) {
      deadline.check(definition.name(), i, intervals.length);
      cell(s, buckets, scoring, intervals[i], out);
    }
    return new RunResult(
        out.parts(), carried == null ? null : after(carried, intervals[intervals.length - 1]));
  }

  @Override
  public Optional<TrainNeeds> training(ModelDefinition definition)
      throws ProviderException.Rejected {
    return DetectTrainer.needs(DetectSettings.of(definition));
  }

  @Override
  public TrainResult train(TrainRequest request) throws ProviderException {
    return DetectTrainer.train(request, DetectSettings.of(request.revision().definition()));
  }

  @Override
  public OptionalDouble drift(TrainRequest request, byte[] artifact) throws ProviderException {
    return DetectTrainer.drift(
        request, DetectSettings.of(request.revision().definition()), artifact);
  }

  private static @Nullable Checkpoint after(CarriedScoring carried, Range last) {
    byte[] state = carried.state();
    return state == null ? null : new Checkpoint(last.to(), state);
  }

  private static long next(ModelDefinition definition, Checkpoint checkpoint, long start)
      throws ProviderException.Rejected {
    try {
      long next = CarriedScoring.next(checkpoint.state());
      if (next > start) {
        throw new ProviderException.Rejected(
            "model '"
                + definition.name()
                + "': the checkpoint at "
                + Instants.format(checkpoint.instant())
                + " lies after the interval to be scored: expected one at or before its start");
      }
      return next;
    } catch (RefusedException e) {
      throw unreadable(definition, at(checkpoint), e);
    }
  }

  /** Goes on from bytes of a checkpoint or a training. */
  static void restore(ModelDefinition definition, CarriedScoring carried, byte[] state, String what)
      throws ProviderException.Rejected {
    try {
      carried.restore(state);
    } catch (RefusedException e) {
      throw unreadable(definition, what, e);
    }
  }

  private static String at(Checkpoint checkpoint) {
    return "the checkpoint at " + Instants.format(checkpoint.instant());
  }

  private static ProviderException.Rejected unreadable(
      ModelDefinition definition, String what, RefusedException e) {
    return new ProviderException.Rejected(
        "model '" + definition.name() + "': " + what + " cannot be read: " + e.getMessage(), e);
  }

  private static void cell(
      DetectSettings s, Buckets buckets, Scoring scoring, Range interval, Outcomes out) {
    Shape shape = s.shape();
    long from = shape.bucketAt(interval.from());
    long to = shape.bucketAt(interval.to());
    if (from == to) {
      out.empty(
          Reason.NO_DATA,
          "no bucket of "
              + Durations.format(shape.step())
              + " ends in "
              + interval.asTime()
              + ": expected intervals at least as long as the resolution");
      return;
    }
    Rows rows = new Rows(s, (int) (to - from));
    scoring.score(from, to, rows);
    if (rows.overflowed()) {
      out.failed(
          Reason.MODEL_ERROR,
          s.method().words() + " overflowed: expected values of smaller magnitude");
    } else if (rows.scored()) {
      out.predicted(
          new PredictionBlock(interval.to(), from * shape.step(), shape.step(), rows.values()),
          s.method().scoresSilence() ? "" : Silence.without(s.inputs(), buckets, from, to));
    } else if (buckets.any(from, to)) {
      String needed = Silence.needed(s.method().words(), s.inputs(), buckets, from, to);
      if (!scoring.why().isEmpty() || needed.isEmpty()) {
        out.empty(Reason.NO_HISTORY, scoring.why().isEmpty() ? tooShort(s, to) : scoring.why());
      } else {
        out.empty(Reason.NO_DATA, needed);
      }
    } else {
      out.empty(Reason.NO_DATA, Silence.words(s.inputs(), buckets, from - s.reach(), to));
    }
  }

  private static String tooShort(DetectSettings s, long to) {
    return s.method().words()
        + " has too few values in the "
        + Durations.format(s.reach() * s.shape().step())
        + " before "
        + Instants.format(to * s.shape().step());
  }
}
