package io.foretide.core.grade;

import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.util.List;

/** Silence and gaps. */
final class Presence {
  private static final int STEPS_SILENT = 10;
  private static final int STEPS_GAP = 5;
  private static final double FAIR_SHARE = 0.02;
  private static final double BAD_SHARE = 0.25;

  private Presence() {}

  static void check(Sample s, List<Finding> out) {
    if (s.size() == 0) {
      String span = Durations.format(s.to() - s.from());
      out.add(new Finding(Check.NO_DATA, Grade.NONE, "has no points in the last " + span));
      return;
    }
    long last = s.times()[s.size() - 1];
    long step = s.step();
    long usual = Math.max(step, s.quantile(0.95));
    long silent = s.to() - last;
    if (silent > Math.max(STEPS_SILENT * usual, Instants.HOUR)) {
      out.add(
          new Finding(
              Check.NO_DATA,
              Grade.BAD,
              "has been silent since "
                  + Instants.format(last)
                  + (step == 0 ? "" : ", usually there is a point every " + rounded(step))));
    }
    if (step > 0) {
      gaps(s, Math.max(STEPS_GAP * step, 3 * s.quantile(0.9)), out);
    }
  }

  private static void gaps(Sample s, long threshold, List<Finding> out) {
    long[] t = s.times();
    long missing = 0;
    int gaps = 0;
    long longest = 0;
    for (int i = 1; i < t.length; i++) {
      long d = t[i] - t[i - 1];
      if (d > threshold) {
        gaps++;
        missing += d;
        longest = Math.max(longest, d);
      }
    }
    double share = (double) missing / (t[t.length - 1] - t[0]);
    if (share > FAIR_SHARE) {
      out.add(
          new Finding(
              Check.GAPS,
              share > BAD_SHARE ? Grade.BAD : Grade.FAIR,
              "has "
                  + (gaps == 1 ? "a gap of " : gaps + " gaps, the longest ")
                  + rounded(longest)
                  + ": "
                  + Math.round(100 * share)
                  + " % of the time without points"));
    }
  }

  /** A duration in whole seconds, or exact below ten of them. */
  static String rounded(long nanos) {
    long unit = Instants.SECOND;
    return Durations.format(nanos < 10 * unit ? nanos : nanos / unit * unit);
  }
}
