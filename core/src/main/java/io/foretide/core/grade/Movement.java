package io.foretide.core.grade;

import io.foretide.core.time.Instants;
import java.util.Arrays;
import java.util.List;

/** A sensor that stands still. States and counters, which have few whole values, may. */
final class Movement {
  private static final int LEAST = 12;
  private static final int FEW = 8;
  private static final int TIMES_LONGER = 3;

  private Movement() {}

  static void check(Sample s, List<Finding> out) {
    double[] v = s.values();
    if (v.length < LEAST) {
      return;
    }
    int last = 1;
    while (last < v.length && v[v.length - 1 - last] == v[v.length - 1]) {
      last++;
    }
    long since = s.times()[v.length - last];
    if (last == v.length) {
      out.add(
          new Finding(
              Check.STUCK,
              Grade.FAIR,
              "has had the value " + v[0] + " all the time since " + Instants.format(since)));
      return;
    }
    int usual = 1;
    int run = 1;
    for (int i = 1; i < v.length - last; i++) {
      run = v[i] == v[i - 1] ? run + 1 : 1;
      usual = Math.max(usual, run);
    }
    boolean stands = last >= LEAST && s.times()[v.length - 1] - since >= Instants.HOUR;
    if (stands && last > TIMES_LONGER * usual && !state(v)) {
      out.add(
          new Finding(
              Check.STUCK,
              Grade.BAD,
              "has been stuck at " + v[v.length - 1] + " since " + Instants.format(since)));
    }
  }

  private static boolean state(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int different = 1;
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] != Math.rint(sorted[i])) {
        return false;
      }
      different += i > 0 && sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return different <= FEW;
  }
}
