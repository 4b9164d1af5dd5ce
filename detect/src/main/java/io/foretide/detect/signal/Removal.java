package io.foretide.detect.signal;

import java.util.Arrays;

/** Takes the value farthest from the middle out, again and again. */
final class Removal {
  private final double[] sorted;
  private final double[] y;
  private final boolean[] gone;
  private final boolean robust;
  private int from;
  private int to;
  private double centre;
  private double scale;
  private double deviate;

  Removal(double[] y, boolean robust) {
    this.y = y;
    this.robust = robust;
    sorted = y.clone();
    Arrays.sort(sorted);
    gone = new boolean[y.length];
    to = y.length;
  }

  /** Sets centre and scale by what is left. */
  void level() {
    int n = to - from;
    if (robust) {
      int h = from + n / 2;
      centre = n % 2 == 1 ? sorted[h] : sorted[h - 1] / 2 + sorted[h] / 2;
      double[] distances = new double[n];
      for (int i = 0; i < n; i++) {
        distances[i] = Math.abs(sorted[from + i] - centre);
      }
      Arrays.sort(distances);
      double mad = n % 2 == 1 ? distances[n / 2] : distances[n / 2 - 1] / 2 + distances[n / 2] / 2;
      scale = 1.4826 * mad;
    } else {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += sorted[i] / n;
      }
      double squares = 0;
      for (int i = from; i < to; i++) {
        squares += (sorted[i] - sum) * (sorted[i] - sum);
      }
      centre = sum;
      scale = Math.sqrt(squares / (n - 1));
    }
    scale = Math.max(scale, Math.max(1e-12 * Math.abs(centre), Double.MIN_NORMAL));
  }

  double distance(double value) {
    return Math.min(Math.abs(value - centre) / scale, 1e12);
  }

  /** Removes the farthest value and returns its index in the given order. */
  int next() {
    level();
    boolean high = sorted[to - 1] - centre > centre - sorted[from];
    double value = high ? sorted[--to] : sorted[from++];
    deviate = distance(value);
    for (int i = 0; i < y.length; i++) {
      if (!gone[i] && y[i] == value) {
        gone[i] = true;
        return i;
      }
    }
    throw new IllegalStateException("the value " + value + " is not among those left");
  }

  /** How far the last removed value was, in deviations. */
  double deviate() {
    return deviate;
  }
}
