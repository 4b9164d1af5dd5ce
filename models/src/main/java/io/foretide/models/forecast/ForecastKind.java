package io.foretide.models.forecast;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.core.time.Range;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.window.Buckets;
import io.foretide.models.window.Outcomes;
import io.foretide.models.window.Shape;
import io.foretide.models.window.Silence;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * {@code run: {forecast: ...}}: each interval [a, b) yields one forecast with origin b, from the
 * buckets that end at or before b. An interval in which the series had no value is empty.
 */
public final class ForecastKind implements ModelKind {
  private final Fits fits = new Fits();

  @Override
  public String name() {
    return "forecast";
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected {
    ForecastSettings s = ForecastSettings.of(definition);
    Shape shape = s.shape();
    Order order = definition.order() == null ? Order.ANY : definition.order();
    return new RunNeeds(
        s.outputs(),
        shape.lookback(s.reach()),
        (s.horizon() + (shape.aligned() ? 0 : 1)) * shape.step(),
        order,
        s.summary());
  }

  @Override
  public void forget(ModelId model) {
    fits.forget(model);
  }

  @Override
  public long kept() {
    return fits.bytes();
  }

  @Override
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    ModelDefinition definition = request.revision().definition();
    ForecastSettings s = ForecastSettings.of(definition);
    Shape shape = s.shape();
    Range[] intervals = request.intervals();
    Outcomes out = new Outcomes(request.cells().from());
    if (intervals.length == 0) {
      return new RunResult(out.parts(), null);
    }
    long start = shape.bucketAt(intervals[0].from());
    long from =
        s.method() instanceof EstimateMethod
            ? start - s.reach()
            : Math.min(start, shape.bucketAt(intervals[0].to()) - s.reach());
    Learned learned = learned(request, s);
    if (learned != null && s.carried()) {
      from = Math.min(from, learned.bucket());
    }
    long to = shape.bucketAt(intervals[intervals.length - 1].to());
    Buckets buckets = Buckets.of(request.frame(), shape.step(), from, to);
    Fits.Of known = fits.of(request.model().id(), request.revision().number()).from(learned);
    Rolling rolling = s.method().over(s, buckets, known);
    for (int i = 0; i < intervals.length; i++) {
      deadline.check(definition.name(), i, intervals.length);
      cell(s, definition.inputs(), buckets, rolling, intervals[i], out);
    }
    Learned after = rolling instanceof RollingFit fit ? fit.state() : null;
    long end = intervals[intervals.length - 1].to();
    return new RunResult(out.parts(), after == null ? null : new Checkpoint(end, after.toBytes()));
  }

  /**
   * What a trained revision goes on from: its checkpoint, if its state is carried, or else what it
   * learned; null if it fits as it goes.
   */
  private static @Nullable Learned learned(RunRequest request, ForecastSettings s)
      throws ProviderException.Rejected {
    byte[] artifact = request.artifact();
    Checkpoint checkpoint = s.carried() ? request.checkpoint() : null;
    String name = request.model().name();
    return artifact == null
        ? null
        : Learned.read(name, checkpoint == null ? artifact : checkpoint.state());
  }

  @Override
  public Optional<TrainNeeds> training(ModelDefinition definition)
      throws ProviderException.Rejected {
    return ForecastTrainer.needs(ForecastSettings.of(definition));
  }

  @Override
  public TrainResult train(TrainRequest request) throws ProviderException {
    return ForecastTrainer.train(request, ForecastSettings.of(request.revision().definition()));
  }

  @Override
  public OptionalDouble drift(TrainRequest request, byte[] artifact) throws ProviderException {
    return ForecastTrainer.drift(
        request, ForecastSettings.of(request.revision().definition()), artifact);
  }

  private static void cell(
      ForecastSettings s,
      List<String> series,
      Buckets buckets,
      Rolling rolling,
      Range interval,
      Outcomes out) {
    Shape shape = s.shape();
    long origin = shape.bucketAt(interval.to());
    long start = Math.min(shape.bucketAt(interval.from()), origin - 1);
    boolean estimates = s.method() instanceof EstimateMethod;
    if (!(estimates ? buckets.any(start, origin) : buckets.any(0, start, origin))) {
      out.empty(Reason.NO_DATA, Silence.words(series, buckets, origin - s.window(), origin));
      return;
    }
    long first = estimates ? start : shape.bucketFrom(interval.to());
    switch (rolling.at(origin, (int) Math.abs(first - origin))) {
      case Rolling.Rows(double[][] values) ->
          out.predicted(
              new PredictionBlock(interval.to(), first * shape.step(), shape.step(), values),
              estimates ? "" : Silence.without(series, buckets, start, origin));
      case Rolling.TooShort(String words) -> out.empty(Reason.NO_HISTORY, words);
      case Rolling.Broken(String words) -> out.failed(Reason.MODEL_ERROR, words);
    }
  }
}
