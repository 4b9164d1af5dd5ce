package io.foretide.app.bench;

import java.util.Arrays;

/** The middle of several measurements. */
final class Median {
  private Median() {}

  /** Half of the values are at most this; of an even number the upper of the two. */
  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
