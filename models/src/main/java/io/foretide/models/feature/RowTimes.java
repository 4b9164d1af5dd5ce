package io.foretide.models.feature;

import java.util.Arrays;

/**
 * The rows that a model is run on, in their order.
 *
 * @param at for each the last bucket that may be looked at
 * @param about for each the bucket that it is about
 */
public record RowTimes(long[] at, long[] about) {
  /** How many there are. */
  public int count() {
    return at.length;
  }

  /** Rows [from, to) of them. */
  public RowTimes slice(int from, int to) {
    if (from == 0 && to == at.length) {
      return this;
    }
    long[] some = Arrays.copyOfRange(at, from, to);
    return new RowTimes(some, at == about ? some : Arrays.copyOfRange(about, from, to));
  }

  /** The same rows, seen some buckets earlier. */
  public RowTimes earlier(int by) {
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
