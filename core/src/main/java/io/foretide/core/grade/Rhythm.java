package io.foretide.core.grade;

import io.foretide.core.time.Instants;
import java.util.List;

/**
 * A sensor's clock: times ahead of now, and points that leave the rhythm of the others for good.
 */
final class Rhythm {
  private static final long AHEAD = Instants.MINUTE;
  private static final double REGULAR = 0.9;
  private static final double SAME = 0.05;
  private static final double OFF = 0.15;
  private static final int LEAST = 20;

  private Rhythm() {}

  static void check(Sample s, List<Finding> out) {
    long[] t = s.times();
    if (t.length == 0) {
      return;
    }
    long ahead = t[t.length - 1] - s.to();
    if (ahead > AHEAD) {
      out.add(
          new Finding(
              Check.CLOCK_JUMP,
              Grade.BAD,
              "has points up to " + Presence.rounded(ahead) + " ahead of the clock"));
    }
    long step = s.step();
    if (t.length < LEAST || step == 0) {
      return;
    }
    int even = 0;
    int jumps = 0;
    long where = 0;
    long by = 0;
    for (int i = 1; i < t.length; i++) {
      long d = t[i] - t[i - 1];
      double off = Math.abs(d - Math.rint((double) d / step) * step) / step;
      even += Math.abs(d - step) <= SAME * step ? 1 : 0;
      // The rhythm before and after a jump of the clock goes on; a single late point returns.
      boolean steady =
          i >= 2
              && i + 1 < t.length
              && Math.abs(t[i - 1] - t[i - 2] - step) <= SAME * step
              && Math.abs(t[i + 1] - t[i] - step) <= SAME * step;
      if (off > OFF && steady) {
        jumps++;
        where = t[i];
        by = d - Math.max(1, d / step) * step;
      }
    }
    if (jumps > 0 && even >= REGULAR * (t.length - 1)) {
      out.add(
          new Finding(
              Check.CLOCK_JUMP,
              Grade.FAIR,
              "has a clock that jumped "
                  + (jumps == 1 ? "" : jumps + " times, last ")
                  + "by "
                  + Presence.rounded(Math.abs(by))
                  + " at "
                  + Instants.format(where)));
    }
  }
}
