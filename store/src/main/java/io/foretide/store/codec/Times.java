package io.foretide.store.codec;

/**
 * A column of rising times: a regular grid in three numbers, else differences, divided by the
 * coarsest unit that fits all of them. Differences are taken modulo 2^64, so any span fits.
 */
public final class Times {
  private static final int REGULAR = 0;
  private static final int DIFFERENCES = 1;
  private static final long[] UNITS = {60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L};

  private Times() {}

  /** Appends {@code t[from, to)}; the count is not part of it. */
  public static void encode(long[] t, int from, int to, Bytes out) {
    if (from == to) {
      return;
    }
    long step = to - from > 1 ? t[from + 1] - t[from] : 0;
    boolean regular = true;
    for (int i = from + 2; i < to && regular; i++) {
      regular = t[i] - t[i - 1] == step;
    }
    if (regular) {
      out.put(REGULAR);
      out.putLong(t[from]);
      out.putUnsigned(step);
      return;
    }
    int unit = 0;
    for (int i = from + 1; i < to; i++) {
      while (Long.remainderUnsigned(t[i] - t[i - 1], UNITS[unit]) != 0) {
        unit++;
      }
    }
    out.put(DIFFERENCES | (unit << 1));
    out.putLong(t[from]);
    for (int i = from + 1; i < to; i++) {
      out.putUnsigned(Long.divideUnsigned(t[i] - t[i - 1], UNITS[unit]));
    }
  }

  /** Reads {@code n} times into {@code t[from, from + n)}. */
  public static void decode(Reader in, long[] t, int from, int n) {
    if (n == 0) {
      return;
    }
    int head = in.get();
    long at = in.getLong();
    t[from] = at;
    if (head == REGULAR) {
      long step = in.getUnsigned();
      for (int i = 1; i < n; i++) {
        t[from + i] = at += step;
      }
      return;
    }
    int unit = head >> 1;
    if ((head & 1) != DIFFERENCES || unit >= UNITS.length) {
      throw new DamagedException("packed times of unknown form " + head);
    }
    for (int i = 1; i < n; i++) {
      t[from + i] = at += in.getUnsigned() * UNITS[unit];
    }
  }
}
