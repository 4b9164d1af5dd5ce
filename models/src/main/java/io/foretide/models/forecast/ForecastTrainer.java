package io.foretide.models.forecast;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Training;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.core.time.Durations;
import io.foretide.forecast.Refused;
import io.foretide.forecast.saved.SavedFit;
import io.foretide.models.window.Buckets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Trains the methods of the forecast library. */
final class ForecastTrainer {
  private static final String MAE = "mae";

  private ForecastTrainer() {}

  static Optional<TrainNeeds> needs(ForecastSettings s) {
    return s.method() instanceof FittedMethod
        ? Optional.of(new TrainNeeds(s.shape().lookback((long) s.window() + Judged.span(s))))
        : Optional.empty();
  }

  static TrainResult train(TrainRequest request, ForecastSettings s) throws ProviderException {
    if (!(s.method() instanceof FittedMethod method)) {
      throw new ProviderException.Rejected(
          "model '" + request.model().name() + "': " + s.method().words() + " learns nothing");
    }
    long end = s.shape().bucketAt(request.data().to());
    long first = end - Judged.span(s);
    Buckets buckets = Buckets.of(request.frame(), s.shape().step(), first - s.window(), end);
    Learned learned = fit(method, s, buckets, end);
    Map<String, Double> metrics = Map.of();
    long work = count(buckets, end - s.window(), end);
    if (usable(buckets, first - s.window(), first) >= method.least()) {
      metrics = new Judged(s, buckets).metrics(method, fit(method, s, buckets, first), first);
      work += count(buckets, first - s.window(), first);
    }
    return new TrainResult(learned.toBytes(), metrics, count(buckets, end - s.window(), end), work);
  }

  private static Learned fit(FittedMethod method, ForecastSettings s, Buckets buckets, long end)
      throws ProviderException {
    long from = end - s.window();
    int usable = usable(buckets, from, end);
    if (usable < method.least()) {
      throw new ProviderException.NotReady(
          method.words()
              + " has "
              + usable
              + " values in the "
              + Durations.format(s.window() * s.shape().step())
              + " before: expected at least "
              + method.least(),
          0);
    }
    try {
      byte[] state = method.fit(from, buckets.slice(from, end)).toBytes();
      if (SavedFit.read(state).forecast(s.horizon()) instanceof Refused(String why, String needs)) {
        throw new ProviderException.NotReady(method.words() + ": " + why + "; needs " + needs, 0);
      }
      return new Learned(end, state);
    } catch (ArithmeticException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new ProviderException.Poison(
          method.words() + " broke on the training data: " + e.getMessage(), e);
    }
  }

  /**
   * The mean absolute error on later values over that at the training; not scaled anew, for a
   * seasonal naive forecast of what changed is bad too.
   */
  static OptionalDouble drift(TrainRequest request, ForecastSettings s, byte[] artifact)
      throws ProviderException {
    Training training = request.revision().training();
    Double before = training == null ? null : training.metrics().get(MAE);
    if (before == null || !(s.method() instanceof FittedMethod method)) {
      return OptionalDouble.empty();
    }
    long end = s.shape().bucketAt(request.data().to());
    long from = s.shape().bucketFrom(request.data().from());
    Buckets buckets = Buckets.of(request.frame(), s.shape().step(), from - s.window(), end);
    Learned learned = Learned.read(request.model().name(), artifact);
    Double now = new Judged(s, buckets).metrics(method, learned, from).get(MAE);
    return now == null || before == 0 ? OptionalDouble.empty() : OptionalDouble.of(now / before);
  }

  /** Usable values of the series that is forecast. */
  private static int usable(Buckets buckets, long from, long to) {
    return count(buckets.slice(from, to)[0]);
  }

  private static long count(Buckets buckets, long from, long to) {
    long n = 0;
    for (double[] column : buckets.slice(from, to)) {
      n += count(column);
    }
    return n;
  }

  private static int count(double[] column) {
    int n = 0;
    for (double value : column) {
      n += Double.isNaN(value) ? 0 : 1;
    }
    return n;
  }
}
