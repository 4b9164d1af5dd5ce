package io.foretide.ingest.text;

import io.foretide.core.time.Instants;

/** Epoch numbers, with an optional fraction, to nanoseconds without rounding through doubles. */
final class EpochText {
  private EpochText() {}

  /**
   * @param unit nanoseconds of one; 0 decides by the digits before the point: 9 or 10 are seconds,
   *     12 or 13 milliseconds, 15 or 16 microseconds, 18 or 19 nanoseconds
   * @return {@link Long#MIN_VALUE} if the bytes are no such number
   */
  static long read(byte[] b, int from, int to, long unit) {
    boolean negative = from < to && b[from] == '-';
    int start = negative ? from + 1 : from;
    int point = start;
    while (point < to && b[point] >= '0' && b[point] <= '9') {
      point++;
    }
    int digits = point - start;
    long u = unit != 0 ? unit : unitOf(digits);
    if (u == 0 || digits == 0) {
      return Long.MIN_VALUE;
    }
    long whole = Decimals.parseLong(b, start, point);
    long n = whole == Long.MIN_VALUE ? whole : Decimals.times(whole, u);
    if (n == Long.MIN_VALUE) {
      return n;
    }
    if (point < to) {
      if (b[point] != '.' && b[point] != ',') {
        return Long.MIN_VALUE;
      }
      long step = u;
      for (int i = point + 1; i < to; i++) {
        int d = b[i] - '0';
        if (d < 0 || d > 9) {
          return Long.MIN_VALUE;
        }
        step /= 10;
        n = Instants.plus(n, d * step);
      }
    }
    return negative ? -n : n;
  }

  private static long unitOf(int digits) {
    return switch (digits) {
      case 9, 10 -> Instants.SECOND;
      case 12, 13 -> 1_000_000L;
      case 15, 16 -> 1_000L;
      case 18, 19 -> 1L;
      default -> 0L;
    };
  }
}
