package io.foretide.forecast;

import java.util.Arrays;

/**
 * Joint trajectories drawn from a model, so that questions about a whole horizon can be answered.
 * Every figure is finite: what overflows is cut to the largest number, and where a figure cannot be
 * computed at all there are no trajectories, as there are none where the forecast is refused.
 *
 * @param values one row per trajectory, one column per step; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Paths(double[][] values) {

  private static final double[][] NONE = {};

  /** Makes every figure finite. */
  public Paths {
    values = finite(values) ? values : NONE;
  }

  /** No trajectories. */
  public static Paths none() {
    return new Paths(NONE);
  }

  private static boolean finite(double[][] values) {
    for (double[] path : values) {
      for (int h = 0; h < path.length; h++) {
        if (Double.isNaN(path[h])) {
          return false;
        }
        path[h] = Math.clamp(path[h], -Double.MAX_VALUE, Double.MAX_VALUE);
      }
    }
    return true;
  }

  /** Number of trajectories. */
  public int count() {
    return values.length;
  }

  /** Steps per trajectory, 0 where there are none. */
  public int horizon() {
    return values.length == 0 ? 0 : values[0].length;
  }

  /** Share of trajectories that rise above the limit at any step (the maximum over the horizon). */
  public double probabilityAbove(double limit) {
    return share(firstCrossings(limit, true));
  }

  /** Share of trajectories that fall below the limit at any step. */
  public double probabilityBelow(double limit) {
    return share(firstCrossings(limit, false));
  }

  /** Share of trajectories that leave the limits, to either side, at any step. */
  public double probabilityOutside(double lower, double upper) {
    int[] below = firstCrossings(lower, false);
    int[] outside = firstCrossings(upper, true);
    for (int i = 0; i < outside.length; i++) {
      outside[i] = Math.max(outside[i], below[i]);
    }
    return share(outside);
  }

  /** First step (1-based) at which each trajectory is above the limit, 0 where it never is. */
  public int[] stepsToAbove(double limit) {
    return firstCrossings(limit, true);
  }

  /** First step (1-based) at which each trajectory is below the limit, 0 where it never is. */
  public int[] stepsToBelow(double limit) {
    return firstCrossings(limit, false);
  }

  /** Sum over the horizon of each trajectory, ascending. */
  public double[] sums() {
    double[] sums = new double[values.length];
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      for (double value : values[i]) {
        sum += value;
      }
      sums[i] = sum;
    }
    Arrays.sort(sums);
    return sums;
  }

  /** Values of one step (0-based) over all trajectories, ascending. */
  public double[] sorted(int step) {
    double[] column = new double[values.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = values[i][step];
    }
    Arrays.sort(column);
    return column;
  }

  private int[] firstCrossings(double limit, boolean above) {
    int[] first = new int[values.length];
    for (int i = 0; i < first.length; i++) {
      double[] path = values[i];
      for (int step = 0; step < path.length && first[i] == 0; step++) {
        if (above ? path[step] > limit : path[step] < limit) {
          first[i] = step + 1;
        }
      }
    }
    return first;
  }

  private static double share(int[] first) {
    if (first.length == 0) {
      return Double.NaN;
    }
    int crossed = 0;
    for (int step : first) {
      crossed += step > 0 ? 1 : 0;
    }
    return (double) crossed / first.length;
  }
}
