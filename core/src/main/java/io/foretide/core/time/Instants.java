package io.foretide.core.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Instants as epoch nanoseconds, and their texts. All methods are pure. */
public final class Instants {
  /** The earliest instant that fits: 1677-09-21T00:12:43.145224193Z. */
  public static final long MIN = Long.MIN_VALUE + 1;

  /** The latest instant that fits: 2262-04-11T23:47:16.854775807Z. */
  public static final long MAX = Long.MAX_VALUE;

  public static final long SECOND = 1_000_000_000L;
  public static final long MINUTE = 60 * SECOND;
  public static final long HOUR = 60 * MINUTE;
  public static final long DAY = 24 * HOUR;

  private Instants() {}

  /**
   * Epoch nanoseconds of an instant.
   *
   * @throws IllegalArgumentException if the instant lies outside 1677 to 2262
   */
  public static long of(Instant instant) {
    try {
      long seconds = instant.getEpochSecond();
      long nanos =
          seconds < 0
              // From the next second back, since the first second that fits is not whole.
              ? Math.addExact(Math.multiplyExact(seconds + 1, SECOND), instant.getNano() - SECOND)
              : Math.addExact(Math.multiplyExact(seconds, SECOND), instant.getNano());
      if (nanos < MIN) {
        throw new ArithmeticException("reserved");
      }
      return nanos;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "time " + instant + " is outside what can be stored: expected 1677-09-22 to 2262-04-11",
          e);
    }
  }

  /** The instant of epoch nanoseconds. */
  public static Instant toInstant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  /** ISO 8601 text in UTC, as short as the instant allows: {@code 2026-01-02T03:04:05Z}. */
  public static String format(long nanos) {
    return DateTimeFormatter.ISO_INSTANT.format(toInstant(nanos));
  }

  /**
   * Reads an ISO 8601 time; without a zone it is UTC, without a time of day it is midnight.
   *
   * @throws IllegalArgumentException if the text is no such time
   */
  public static long parse(String text) {
    String t = text.strip().replace(' ', 'T');
    try {
      if (t.length() == 10) {
        return of(LocalDate.parse(t).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      boolean zoned =
          t.endsWith("Z") || t.endsWith("z") || t.indexOf('+', 10) > 0 || t.indexOf('-', 10) > 0;
      if (t.indexOf('[') > 0) {
        return of(ZonedDateTime.parse(t).toInstant());
      }
      if (zoned) {
        return of(OffsetDateTime.parse(t).toInstant());
      }
      return of(LocalDateTime.parse(t).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "time '" + text + "' is not understood: expected ISO 8601 such as 2026-01-31T08:00:00Z",
          e);
    }
  }

  /** {@code a + b}, held at {@link #MIN} and {@link #MAX} instead of overflowing. */
  public static long plus(long a, long b) {
    long r = a + b;
    if (((a ^ r) & (b ^ r)) < 0) {
      return a < 0 ? MIN : MAX;
    }
    return r == Long.MIN_VALUE ? MIN : r;
  }

  /** {@code a - b}, held at {@link #MIN} and {@link #MAX} instead of overflowing. */
  public static long minus(long a, long b) {
    return b == Long.MIN_VALUE ? MAX : plus(a, -b);
  }
}
