package io.foretide.models.detect;

import io.foretide.models.window.Buckets;
import org.jspecify.annotations.Nullable;

/** A detector that is not fitted and looks back a fixed number of rows: it warms up once. */
final class WindowedScoring implements Scoring {
  private final DetectMethod method;
  private final Buckets buckets;
  private @Nullable Feed feed;

  WindowedScoring(DetectMethod method, Buckets buckets) {
    this.method = method;
    this.buckets = buckets;
  }

  @Override
  public void score(long from, long to, Rows into) {
    Feed f = feed;
    if (f == null || f.next() > from || from - f.next() > method.lookback()) {
      f =
          new Feed(
              buckets,
              method.fit().of(new double[buckets.width()][0]).scorer(),
              from - method.lookback());
      feed = f;
    }
    f.to(from, null);
    f.to(to, into);
  }

  @Override
  public String why() {
    return "";
  }
}
