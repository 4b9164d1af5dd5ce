package io.foretide.forecast.inputs;

import io.foretide.forecast.numeric.Quantiles;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws errors of all steps together: at each step they spread as the conformal limits say, and
 * from step to step they hang together as the errors of a held-out origin did (an empirical copula;
 * Schefzik, Thorarinsdottir and Gneiting 2013).
 */
final class JointErrors {

  private static final int LEAST = 5;

  /** Known errors per step, ascending. */
  private final double[][] sorted;

  /** Per step, the place in order of each origin whose errors are known at every step. */
  private final int[][] ranks;

  /**
   * Orders errors.
   *
   * @param errors per step, by origin; NaN where unknown
   */
  JointErrors(double[][] errors, int horizon) {
    int[] joint = joint(errors, horizon);
    sorted = new double[horizon][];
    ranks = new int[horizon][joint.length];
    for (int h = 0; h < horizon; h++) {
      double[] step = errors[h];
      sorted[h] = Arrays.stream(step).filter(e -> !Double.isNaN(e)).sorted().toArray();
      int[] order = new int[joint.length];
      double[] values = new double[joint.length];
      for (int j = 0; j < joint.length; j++) {
        values[j] = step[joint[j]];
      }
      for (int j = 0; j < joint.length; j++) {
        for (int i = 0; i < joint.length; i++) {
          order[j] += values[i] < values[j] || (values[i] == values[j] && i < j) ? 1 : 0;
        }
      }
      ranks[h] = order;
    }
  }

  private static int[] joint(double[][] errors, int horizon) {
    int[] joint = new int[errors[0].length];
    int n = 0;
    for (int origin = 0; origin < joint.length; origin++) {
      boolean known = true;
      for (int h = 0; h < horizon && known; h++) {
        known = origin < errors[h].length && !Double.isNaN(errors[h][origin]);
      }
      if (known) {
        joint[n++] = origin;
      }
    }
    return Arrays.copyOf(joint, n < LEAST ? 0 : n);
  }

  /** Writes one draw; steps apart where too few origins are known at every step. */
  void draw(SplittableRandom random, double[] out) {
    int n = sorted.length == 0 ? 0 : ranks[0].length;
    int origin = n == 0 ? 0 : random.nextInt(n);
    double within = random.nextDouble();
    for (int h = 0; h < sorted.length; h++) {
      double p = n == 0 ? random.nextDouble() : (ranks[h][origin] + within) / n;
      out[h] =
          sorted[h].length == 0
              ? 0
              : Quantiles.ofSortedErrors(sorted[h], Math.clamp(p, 1e-12, 1 - 1e-12));
    }
  }
}
