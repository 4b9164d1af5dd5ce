package io.foretide.models.detect;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Training;
import io.foretide.core.run.TrainNeeds;
import io.foretide.core.run.TrainRequest;
import io.foretide.core.run.TrainResult;
import io.foretide.models.window.Buckets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Trains the methods of the detect library. */
final class DetectTrainer {
  private static final String FALSE_ALARMS = "false_alarm_rate";
  private static final int LEAST_SCORES = 50;

  /** Alarms that are no drift, as a share of all scores. */
  private static final double ALLOWED = 0.01;

  private DetectTrainer() {}

  static Optional<TrainNeeds> needs(DetectSettings s) {
    return s.method().fitted()
        ? Optional.of(new TrainNeeds(s.shape().lookback((long) s.window() + half(s))))
        : Optional.empty();
  }

  private static int half(DetectSettings s) {
    return s.window() / 2;
  }

  static TrainResult train(TrainRequest request, DetectSettings s) throws ProviderException {
    long end = s.shape().bucketAt(request.data().to());
    long from = end - s.window();
    Buckets buckets = Buckets.of(request.frame(), s.shape().step(), from - half(s), end);
    Trained trained = Trained.before(end, s, buckets);
    Feed feed = trained.feed();
    if (feed == null) {
      throw new ProviderException.NotReady(trained.why(), 0);
    }
    long points = count(buckets, from, end);
    Feed earlier = Trained.before(end - half(s), s, buckets).feed();
    if (earlier == null) {
      return new TrainResult(CarriedScoring.state(feed), Map.of(), points, points);
    }
    double rate = alarms(earlier, end, s);
    return new TrainResult(
        CarriedScoring.state(feed),
        Double.isNaN(rate) ? Map.of() : Map.of(FALSE_ALARMS, rate),
        points,
        points + count(buckets, from - half(s), end - half(s)));
  }

  /** The rate of alarms on later values over that of the training. */
  static OptionalDouble drift(TrainRequest request, DetectSettings s, byte[] artifact)
      throws ProviderException {
    Training training = request.revision().training();
    Double before = training == null ? null : training.metrics().get(FALSE_ALARMS);
    if (before == null) {
      return OptionalDouble.empty();
    }
    long end = s.shape().bucketAt(request.data().to());
    long from = s.shape().bucketFrom(request.data().from());
    Buckets buckets = Buckets.of(request.frame(), s.shape().step(), from - s.window(), end);
    CarriedScoring scoring = new CarriedScoring(s, buckets);
    DetectKind.restore(request.revision().definition(), scoring, artifact, "what it learned");
    double rate = alarms(scoring.started(from), end, s);
    return Double.isNaN(rate)
        ? OptionalDouble.empty()
        : OptionalDouble.of(rate / Math.max(before, ALLOWED));
  }

  /** The share of scores above 1 up to a bucket; NaN if there are too few scores. */
  private static double alarms(Feed feed, long end, DetectSettings s) {
    int n = (int) Math.max(0, end - feed.next());
    Rows rows = new Rows(s, n);
    feed.to(end, rows);
    int scored = 0;
    int alarms = 0;
    for (double score : rows.values()[s.outputs().indexOf("score")]) {
      scored += Double.isNaN(score) ? 0 : 1;
      alarms += score > 1 ? 1 : 0;
    }
    return scored < LEAST_SCORES ? Double.NaN : (double) alarms / scored;
  }

  private static long count(Buckets buckets, long from, long to) {
    long n = 0;
    for (double[] column : buckets.slice(from, to)) {
      for (double value : column) {
        n += Double.isNaN(value) ? 0 : 1;
      }
    }
    return n;
  }
}
