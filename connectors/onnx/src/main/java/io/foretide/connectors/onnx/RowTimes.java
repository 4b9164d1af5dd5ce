package io.foretide.connectors.onnx;

import java.util.Arrays;

/**
 * The rows that a graph is run on, in their order.
 *
 * @param at for each the last bucket that may be looked at
 * @param about for each the bucket that it is about
 */
record RowTimes(long[] at, long[] about) {
  int count() {
    return at.length;
  }

  RowTimes slice(int from, int to) {
    if (from == 0 && to == at.length) {
      return this;
    }
    long[] some = Arrays.copyOfRange(at, from, to);
    return new RowTimes(some, at == about ? some : Arrays.copyOfRange(about, from, to));
  }

  /** The same rows, seen some buckets earlier. */
  RowTimes earlier(int by) {
    if (by == 0) {
      return this;
    }
    long[] a = at.clone();
    long[] b = about.clone();
    for (int i = 0; i < a.length; i++) {
      a[i] -= by;
      b[i] -= by;
    }
    return new RowTimes(a, b);
  }
}
