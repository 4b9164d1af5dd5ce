package io.foretide.store.point;

import io.foretide.core.time.Range;
import java.util.Arrays;

/**
 * Points of one series by strictly rising time. Immutable to its readers: the arrays may hold more
 * than {@code n} points, which belong to a later, longer view of the same arrays.
 *
 * @param times epoch nanoseconds
 * @param values as many
 * @param n how many count
 */
record Points(long[] times, double[] values, int n) {
  static final Points NONE = new Points(new long[0], new double[0], 0);

  long first() {
    return times[0];
  }

  long last() {
    return times[n - 1];
  }

  boolean isEmpty() {
    return n == 0;
  }

  /** First position at or after an instant. */
  int at(long instant) {
    int i = Arrays.binarySearch(times, 0, n, instant);
    return i >= 0 ? i : -i - 1;
  }

  Points slice(int from, int to) {
    return new Points(
        Arrays.copyOfRange(times, from, to), Arrays.copyOfRange(values, from, to), to - from);
  }

  Points within(Range range) {
    int a = at(range.from());
    int b = at(range.to());
    return a == 0 && b == n ? this : slice(a, b);
  }

  /**
   * These and newer points; where both have a time, the newer value wins. May write behind {@code
   * n} in the arrays, so only one thread may call it, and only on the longest view.
   */
  Points plus(Points newer) {
    if (newer.n == 0) {
      return this;
    }
    if (n == 0) {
      return newer;
    }
    if (newer.first() > last()) {
      int size = n + newer.n;
      long[] t = times;
      double[] v = values;
      if (size > t.length) {
        int room = Math.max(size, Math.min(2 * n, n + 4096));
        t = Arrays.copyOf(t, room);
        v = Arrays.copyOf(v, room);
      }
      System.arraycopy(newer.times, 0, t, n, newer.n);
      System.arraycopy(newer.values, 0, v, n, newer.n);
      return new Points(t, v, size);
    }
    long[] t = new long[n + newer.n];
    double[] v = new double[n + newer.n];
    int i = 0;
    int j = 0;
    int k = 0;
    while (i < n || j < newer.n) {
      if (j == newer.n || (i < n && times[i] < newer.times[j])) {
        t[k] = times[i];
        v[k++] = values[i++];
      } else {
        if (i < n && times[i] == newer.times[j]) {
          i++;
        }
        t[k] = newer.times[j];
        v[k++] = newer.values[j++];
      }
    }
    return new Points(t, v, k);
  }
}
