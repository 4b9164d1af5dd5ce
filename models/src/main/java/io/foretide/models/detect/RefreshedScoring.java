package io.foretide.models.detect;

import io.foretide.detect.Score;
import io.foretide.models.window.Buckets;
import org.jspecify.annotations.Nullable;

/**
 * A detector that is fitted at fixed instants (multiples of {@code train.every}), each time on the
 * window before, and goes on row by row until the next. So any interval can be scored alone, and
 * neighbours share a fit. Where history is too short at such an instant, the fit is made at the
 * interval's start, for that interval.
 *
 * <p>A trained revision goes on from what it learned instead: over the window before such an
 * instant, or from the end of its training data where that is later.
 */
final class RefreshedScoring implements Scoring {
  private final DetectSettings settings;
  private final Buckets buckets;
  private final Score none;
  private @Nullable Trained trained;
  private long fittedAt;
  private String why = "";
  private final byte @Nullable [] learned;

  /**
   * @param learned what the revision learned; null if it fits as it goes
   */
  RefreshedScoring(DetectSettings settings, Buckets buckets, byte @Nullable [] learned) {
    this.learned = learned;
    this.settings = settings;
    this.buckets = buckets;
    this.none = new Score(buckets.width());
  }

  @Override
  public void score(long from, long to, Rows into) {
    long at = from;
    while (at < to) {
      long anchor = Math.floorDiv(at, settings.refit()) * settings.refit();
      long end = Math.min(to, anchor + settings.refit());
      part(anchor, at, end, into);
      at = end;
    }
  }

  private void part(long anchor, long from, long to, Rows into) {
    byte[] state = learned != null && CarriedScoring.next(learned) <= from ? learned : null;
    long start =
        state == null ? anchor : Math.max(CarriedScoring.next(state), anchor - settings.window());
    Trained at = trained;
    if (at == null || start != fittedAt) {
      at = state == null ? Trained.before(anchor, settings, buckets) : goingOn(state, start);
      trained = at;
      fittedAt = start;
    }
    if (at.feed() == null) {
      at = Trained.before(from, settings, buckets);
    }
    why = at.why();
    Feed used = at.feed();
    if (used == null) {
      for (long b = from; b < to; b++) {
        into.add(Double.NaN, none);
      }
      return;
    }
    used.to(from, null);
    used.to(to, into);
  }

  private Trained goingOn(byte[] state, long start) {
    CarriedScoring scoring = new CarriedScoring(settings, buckets);
    scoring.restore(state);
    return new Trained(scoring.started(start), "");
  }

  @Override
  public String why() {
    return why;
  }
}
