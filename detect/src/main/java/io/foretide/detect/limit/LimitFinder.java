package io.foretide.detect.limit;

import io.foretide.detect.episode.EpisodeTracker;
import io.foretide.detect.tail.GeneralisedPareto;
import java.util.Arrays;

/**
 * Finds the limit at which clean, out-of-sample scores make the wanted number of episodes.
 *
 * <p>The levels at which the 1st, 2nd, 3rd ... episode appears as the limit is lowered play the
 * part of block maxima; delays, merging and sizes are in them, as they are counted by the tracker
 * itself. A generalised Pareto tail through the highest of them smooths and extends them, by no
 * more than half an episode in the whole history.
 */
final class LimitFinder {
  /** The fewest episodes expected in the history for which a limit is stated. */
  static final double LEAST_EXPECTED = 0.5;

  private static final int TAIL = 40;
  private static final int TAIL_LEAST = 10;

  private LimitFinder() {}

  static Limit find(double[] scores, FalseAlarms wanted) {
    double[] sorted = Arrays.stream(scores).filter(v -> !Double.isNaN(v)).sorted().toArray();
    int n = sorted.length;
    double lowest = wanted.rate(LEAST_EXPECTED, n);
    double expected = Math.max(wanted.expectedIn(n), LEAST_EXPECTED);
    double[] levels = levels(scores, sorted, wanted, (int) Math.ceil(3 * expected) + TAIL);
    double value;
    Limit.Basis basis;
    int k = Math.min(levels.length - 1, Math.max(TAIL, (int) Math.ceil(2 * expected)));
    if (k >= TAIL_LEAST && expected <= k) {
      double u = levels[k];
      double[] over = new double[k];
      for (int i = 0; i < k; i++) {
        over[i] = levels[i] - u;
      }
      value = u + GeneralisedPareto.fit(over).exceededWith(expected / k);
      basis = Limit.Basis.TAIL;
    } else {
      int at = (int) Math.floor(expected);
      value = levels[Math.min(at, levels.length - 1)];
      basis = Limit.Basis.COUNTED;
    }
    value = Math.max(value, 1e-9);
    return new Limit(
        value, wanted.per30Days(), Math.max(wanted.per30Days(), lowest), lowest, n, basis);
  }

  /** levels[i] is the highest limit at which there are more than i episodes. */
  private static double[] levels(double[] scores, double[] sorted, FalseAlarms wanted, int enough) {
    double[] levels = new double[enough + 1];
    int known = 0;
    int n = sorted.length;
    double before = Double.POSITIVE_INFINITY;
    for (double rank = 1;
        known <= enough && (int) rank < n;
        rank = Math.max(rank + 1, rank * 1.01)) {
      double level = sorted[n - 1 - (int) rank];
      if (level >= before || level <= 0) {
        continue;
      }
      before = level;
      int episodes = EpisodeTracker.count(wanted.rule(), scores, level);
      // The limit lies between this level and the one above; the rows of rank r exceed it.
      double next = sorted[n - (int) rank];
      while (known < episodes && known <= enough) {
        levels[known++] = next;
      }
    }
    if (known == 0) {
      levels[known++] = n == 0 ? 1 : Math.max(sorted[n - 1], 1e-9);
    }
    return Arrays.copyOf(levels, known);
  }
}
