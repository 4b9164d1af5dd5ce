package io.foretide.models.detect;

import io.foretide.core.time.Durations;
import io.foretide.detect.Causal;
import io.foretide.detect.Offline;
import io.foretide.detect.Refused;
import io.foretide.models.window.Buckets;
import org.jspecify.annotations.Nullable;

/**
 * A detector fitted on the window before a bucket.
 *
 * @param feed its scorer, which has seen the window; null if there is none
 * @param why there is none; empty if there is one
 */
record Trained(@Nullable Feed feed, String why) {

  /** Fits on the window before a bucket. */
  static Trained before(long bucket, DetectSettings settings, Buckets buckets) {
    DetectMethod method = settings.method();
    long from = bucket - settings.window();
    int usable = usable(buckets, from, bucket);
    if (usable < method.training()) {
      return none(
          method.words()
              + " has "
              + usable
              + " values in the "
              + Durations.format(settings.window() * settings.shape().step())
              + " before: expected at least "
              + method.training());
    }
    return switch (method.fit().of(buckets.slice(from, bucket))) {
      case Refused(String reason, String needs) ->
          none(method.words() + ": " + reason + "; needs " + needs);
      case Offline offline -> none(method.words() + " cannot run continuously");
      case Causal causal when method.warm() ->
          new Trained(new Feed(buckets, causal.scorer(), bucket), "");
      case Causal causal -> {
        long start = bucket - Math.min(causal.lookback(), settings.window());
        Feed feed = new Feed(buckets, causal.scorer(), start);
        feed.to(bucket, null);
        yield new Trained(feed, "");
      }
    };
  }

  private static Trained none(String why) {
    return new Trained(null, why);
  }

  /** Rows with at least one value. */
  private static int usable(Buckets buckets, long from, long to) {
    int n = 0;
    for (long b = from; b < to; b++) {
      if (buckets.any(b, b + 1)) {
        n++;
      }
    }
    return n;
  }
}
