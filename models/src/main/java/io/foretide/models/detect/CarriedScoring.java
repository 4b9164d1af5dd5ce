package io.foretide.models.detect;

import io.foretide.detect.Score;
import io.foretide.detect.saved.SavedDetector;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import io.foretide.models.window.Buckets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A detector that is fitted once, at the first interval with enough history before it, and whose
 * state goes from interval to interval in a checkpoint. The rows are the same however the intervals
 * are cut into requests.
 */
final class CarriedScoring implements Scoring {
  private static final int VERSION = 1;
  private static final String HEADER = "foretide/checkpoint";

  private final DetectSettings settings;
  private final Buckets buckets;
  private final Score none;
  private @Nullable Feed feed;
  private String why = "";

  CarriedScoring(DetectSettings settings, Buckets buckets) {
    this.settings = settings;
    this.buckets = buckets;
    this.none = new Score(buckets.width());
  }

  /** The first bucket that a saved state has not seen. */
  static long next(byte[] state) {
    ByteSource in = new ByteSource(state);
    in.expectHeader(HEADER);
    in.getInt(VERSION, VERSION);
    return in.getLong();
  }

  /**
   * Goes on from a saved state.
   *
   * @throws io.foretide.detect.RefusedException if the bytes are damaged or of another version
   */
  void restore(byte[] state) {
    ByteSource in = new ByteSource(state);
    in.expectHeader(HEADER);
    in.getInt(VERSION, VERSION);
    long next = in.getLong();
    byte[] detector = in.getBytes();
    byte[] scorer = in.getBytes();
    in.expectEnd();
    feed = new Feed(buckets, SavedDetector.read(detector).scorer(scorer), next);
  }

  /** The scorer that was restored, as it is; from a bucket on, if it stands before that. */
  Feed started(long bucket) {
    Feed f = Objects.requireNonNull(feed);
    return f.next() >= bucket ? f : new Feed(buckets, f.scorer(), bucket);
  }

  /** The state after all rows so far; null if there was too little history yet. */
  byte @Nullable [] state() {
    Feed f = feed;
    return f == null ? null : state(f);
  }

  /** The state of a scorer: a checkpoint, and what a training learned. */
  static byte[] state(Feed f) {
    ByteSink out = new ByteSink();
    out.putHeader(HEADER);
    out.putInt(VERSION);
    out.putLong(f.next());
    out.putBytes(SavedDetector.write(f.detector().bare()));
    out.putBytes(f.scorer().state());
    return out.toBytes();
  }

  @Override
  public void score(long from, long to, Rows into) {
    Feed f = feed;
    if (f == null) {
      Trained trained = Trained.before(from, settings, buckets);
      f = trained.feed();
      why = trained.why();
      feed = f;
    }
    if (f == null) {
      for (long b = from; b < to; b++) {
        into.add(Double.NaN, none);
      }
      return;
    }
    f.to(from, null);
    f.to(to, into);
  }

  @Override
  public String why() {
    return why;
  }
}
