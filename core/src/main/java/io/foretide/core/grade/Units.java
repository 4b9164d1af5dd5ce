package io.foretide.core.grade;

import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A level that becomes a known multiple of itself, and its spread with it, as when a transmitter is
 * set to another unit.
 */
final class Units {
  /** Factors between units in use: decimal prefixes, time, length, mass, pressure, temperature. */
  private static final double[] FACTORS = {
    10, 100, 1000, 1e4, 1e5, 1e6, 60, 3600, 3.6, 2.54, 25.4, 3.28084, 2.20462, 6.894757, 14.5038,
    101.325, 4.184, 3.785412, 1.609344
  };

  private static final double CLOSE = 0.06;
  private static final int NEAR = 3;
  private static final int BLOCKS = 32;
  private static final int SIDE = 4;
  private static final int LEAST = 2 * BLOCKS;
  private static final double CLEAR = 2;

  private static final double DEGREES = 10;

  /** How far the spread may be from growing as the level does. */
  private static final double LIKE = 1.6;

  private Units() {}

  static void check(Sample s, List<Finding> out) {
    double[] v = s.values();
    if (v.length < LEAST) {
      return;
    }
    double[] level = new double[BLOCKS];
    for (int b = 0; b < BLOCKS; b++) {
      level[b] =
          Sample.median(Arrays.copyOfRange(v, v.length * b / BLOCKS, v.length * (b + 1) / BLOCKS));
    }
    int best = -1;
    double clearest = CLEAR;
    for (int b = SIDE; b <= BLOCKS - SIDE; b++) {
      double[] before = Arrays.copyOfRange(level, 0, b);
      double[] after = Arrays.copyOfRange(level, b, BLOCKS);
      double rest = spread(before) + spread(after);
      double jump = Math.abs(Sample.median(after) - Sample.median(before));
      double clear = jump / Math.max(rest, 1e-12 * jump);
      if (jump > 0 && clear > clearest) {
        clearest = clear;
        best = b;
      }
    }
    if (best > 0) {
      judge(s, sharpest(v, v.length * (best - 1) / BLOCKS, v.length * (best + 1) / BLOCKS), out);
    }
  }

  /** The largest step between neighbours. */
  private static int sharpest(double[] v, int from, int to) {
    int at = Math.max(NEAR, from);
    for (int i = at; i < Math.min(to, v.length - NEAR); i++) {
      if (Math.abs(v[i] - v[i - 1]) > Math.abs(v[at] - v[at - 1])) {
        at = i;
      }
    }
    return at;
  }

  /** What is measured goes on over a change of unit, so the values next to it tell the factor. */
  private static void judge(Sample s, int at, List<Finding> out) {
    double[] v = s.values();
    double[] before = Arrays.copyOfRange(v, 0, at);
    double[] after = Arrays.copyOfRange(v, at, v.length);
    double a = Sample.median(Arrays.copyOfRange(v, at - NEAR, at));
    double b = Sample.median(Arrays.copyOfRange(v, at, at + NEAR));
    double grown = spread(after) / spread(before);
    Change best = null;
    for (Change change : candidates(a, b)) {
      if (change.off(grown) < Math.log(LIKE)
          && (best == null || change.off(grown) < best.off(grown))) {
        best = change;
      }
    }
    if (best != null) {
      out.add(
          new Finding(
              Check.UNIT_JUMP,
              Grade.BAD,
              "went from "
                  + a
                  + " to "
                  + b
                  + " at "
                  + Instants.format(s.times()[at])
                  + ", as by a change of unit ("
                  + best.words()
                  + ")"));
    }
  }

  /**
   * A change of unit that fits the level.
   *
   * @param growth by which the spread must have grown with it
   */
  private record Change(double growth, String words) {
    /** How far a growth of the spread is from this, in logarithms. */
    double off(double grown) {
      return Math.abs(Math.log(grown / growth));
    }
  }

  private static List<Change> candidates(double a, double b) {
    List<Change> out = new ArrayList<>();
    if (a * b > 0) {
      for (double factor : FACTORS) {
        if (close(b / a, factor)) {
          out.add(new Change(factor, factor + " times more"));
        } else if (close(a / b, factor)) {
          out.add(new Change(1 / factor, factor + " times less"));
        }
      }
    }
    if (Math.abs(b - a) > DEGREES && close(a * 1.8 + 32, b)) {
      out.add(new Change(1.8, "Celsius to Fahrenheit"));
    } else if (Math.abs(b - a) > DEGREES && close(b * 1.8 + 32, a)) {
      out.add(new Change(1 / 1.8, "Fahrenheit to Celsius"));
    }
    return out;
  }

  private static boolean close(double x, double y) {
    return Math.abs(x - y) < CLOSE * Math.abs(y);
  }

  /** Half of what nine tenths of the values lie within. */
  private static double spread(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length - 1;
    return (sorted[(int) Math.ceil(0.95 * n)] - sorted[(int) (0.05 * n)]) / 2;
  }
}
