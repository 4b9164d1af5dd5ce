package io.foretide.connectors.timeseriesapi;

import io.foretide.core.time.Instants;

/** Times as the API wants them: RFC 3339 in UTC, a fraction of six digits only if there is one. */
final class Times {
  private static final long MICRO = 1_000;

  private Times() {}

  /** The text of an instant; what is finer than a microsecond is cut off. */
  static String text(long nanos) {
    long micros = Math.floorDiv(nanos, MICRO);
    long fraction = Math.floorMod(micros, 1_000_000L);
    String whole = Instants.format(Math.floorDiv(micros, 1_000_000L) * Instants.SECOND);
    if (fraction == 0) {
      return whole;
    }
    String digits = Long.toString(1_000_000L + fraction).substring(1);
    return whole.substring(0, whole.length() - 1) + "." + digits + "Z";
  }

  /**
   * Epoch nanoseconds of a time in an answer.
   *
   * @throws IllegalArgumentException if the text is no time
   */
  static long parse(String t) {
    int n = t.length();
    if (n < 20
        || t.charAt(n - 1) != 'Z'
        || t.charAt(10) != 'T'
        || (n > 20 && t.charAt(19) != '.')) {
      return Instants.parse(t);
    }
    int year = digits(t, 0, 4);
    int month = digits(t, 5, 7);
    int day = digits(t, 8, 10);
    int hour = digits(t, 11, 13);
    int minute = digits(t, 14, 16);
    int second = digits(t, 17, 19);
    int places = n - 21;
    if (Math.min(Math.min(year - 1700, month - 1), Math.min(day - 1, hour)) < 0
        || Math.min(minute, second) < 0
        || year > 2200
        || month > 12
        || day > 28
        || hour > 23
        || minute > 59
        || second > 59
        || places == 0
        || places > 9) {
      return Instants.parse(t);
    }
    long fraction = places < 0 ? 0 : digits(t, 20, n - 1);
    if (fraction < 0) {
      return Instants.parse(t);
    }
    for (int i = Math.max(0, places); i < 9; i++) {
      fraction *= 10;
    }
    long seconds = ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    return seconds * Instants.SECOND + fraction;
  }

  /** Days since 1970-01-01 (H. Hinnant, chrono-Compatible Low-Level Date Algorithms). */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  /** The number between two positions; below zero if there is anything but digits. */
  private static int digits(String t, int from, int to) {
    int out = 0;
    for (int i = from; i < to; i++) {
      int d = t.charAt(i) - '0';
      if (d < 0 || d > 9) {
        return -1;
      }
      out = out * 10 + d;
    }
    return out;
  }
}
