package io.foretide.detect.signal;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * The last values of a signal, in order of time and of size. NaN takes a place in time only, so
 * that the content depends on the last rows alone.
 */
final class SortedWindow {
  private final double[] ring;
  private final double[] sorted;
  private int at;
  private int finite;

  SortedWindow(int size) {
    ring = new double[size];
    sorted = new double[size];
    Arrays.fill(ring, Double.NaN);
  }

  /** Takes a value in and drops the oldest. */
  void push(double x) {
    double old = ring[at];
    ring[at] = x;
    at = at + 1 == ring.length ? 0 : at + 1;
    if (!Double.isNaN(old)) {
      int i = Arrays.binarySearch(sorted, 0, finite, old);
      System.arraycopy(sorted, i + 1, sorted, i, finite - i - 1);
      finite--;
    }
    if (!Double.isNaN(x)) {
      int i = Arrays.binarySearch(sorted, 0, finite, x);
      i = i < 0 ? -i - 1 : i;
      System.arraycopy(sorted, i, sorted, i + 1, finite - i);
      sorted[i] = x;
      finite++;
    }
  }

  /** How many values the window holds. */
  int count() {
    return finite;
  }

  /** The middle value; the mean of the two middle ones for an even count. */
  double median() {
    int h = finite / 2;
    return (finite & 1) == 1 ? sorted[h] : sorted[h - 1] / 2 + sorted[h] / 2;
  }

  /** The median of the distances from a centre that lies within the values. */
  double medianDistance(double centre) {
    int right = Arrays.binarySearch(sorted, 0, finite, centre);
    right = right < 0 ? -right - 1 : right;
    int left = right - 1;
    int k = finite / 2;
    double before = 0;
    double last = 0;
    for (int i = 0; i <= k; i++) {
      before = last;
      double l = left >= 0 ? centre - sorted[left] : Double.POSITIVE_INFINITY;
      double r = right < finite ? sorted[right] - centre : Double.POSITIVE_INFINITY;
      if (l <= r) {
        last = l;
        left--;
      } else {
        last = r;
        right++;
      }
    }
    return (finite & 1) == 1 ? last : before / 2 + last / 2;
  }

  /** The mean of the distances from a centre. */
  double meanDistance(double centre) {
    double sum = 0;
    for (int i = 0; i < finite; i++) {
      sum += Math.abs(sorted[i] - centre) / finite;
    }
    return sum;
  }

  void write(ByteSink out) {
    out.putInt(at);
    out.putDoubles(ring);
  }

  void read(ByteSource in) {
    at = in.getInt(0, ring.length - 1);
    in.getDoubles(ring);
    finite = 0;
    for (double x : ring) {
      if (!Double.isNaN(x)) {
        sorted[finite++] = x;
      }
    }
    Arrays.sort(sorted, 0, finite);
  }
}
