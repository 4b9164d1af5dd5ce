package io.foretide.core.time;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of durations: {@code 30m}, {@code 1h30m}, {@code PT30M}, pandas aliases ({@code 10T},
 * {@code 1 days 02:00:00}) and clock form {@code HH:MM:SS}. A leading minus is allowed. All in
 * nanoseconds.
 */
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]*)\\s*");
  private static final Pattern CLOCK = Pattern.compile("(\\d+):(\\d{2}):(\\d{2}(?:\\.\\d{1,9})?)$");

  private Durations() {}

  /**
   * Nanoseconds of a duration's text.
   *
   * @throws IllegalArgumentException if the text is no duration or does not fit in 292 years
   */
  public static long parse(String text) {
    String t = text.strip();
    try {
      long simple = simple(t, text);
      if (simple >= 0) {
        return simple;
      }
      if (t.startsWith("-") || t.startsWith("+")) {
        long n =
            t.startsWith("-P")
                ? Duration.parse(t.substring(1)).toNanos()
                : positive(t.substring(1), text);
        return t.charAt(0) == '-' ? -n : n;
      }
      return t.startsWith("P") || t.startsWith("p")
          ? Duration.parse(t).toNanos()
          : positive(t, text);
    } catch (ArithmeticException | DateTimeParseException e) {
      throw refuse(text);
    }
  }

  /** What most texts are: a few digits and one unit; below zero for any other. */
  private static long simple(String t, String text) {
    int at = 0;
    long count = 0;
    while (at < t.length() && at < 9 && t.charAt(at) >= '0' && t.charAt(at) <= '9') {
      count = 10 * count + (t.charAt(at++) - '0');
    }
    boolean is = at > 0 && at < t.length();
    for (int i = at; i < t.length(); i++) {
      is &= (t.charAt(i) | ' ') >= 'a' && (t.charAt(i) | ' ') <= 'z';
    }
    return is ? Math.multiplyExact(count, unit(t.substring(at), text)) : -1;
  }

  private static long positive(String t, String text) {
    String rest = t.strip();
    BigDecimal total = BigDecimal.ZERO;
    boolean any = false;
    Matcher clock = CLOCK.matcher(rest);
    if (clock.find()) {
      total =
          decimal(clock.group(1), Instants.HOUR)
              .add(decimal(clock.group(2), Instants.MINUTE))
              .add(decimal(clock.group(3), Instants.SECOND));
      rest = rest.substring(0, clock.start()).strip();
      any = true;
    }
    Matcher part = PART.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      if (!part.find(at) || part.start() != at) {
        throw refuse(text);
      }
      total = total.add(decimal(part.group(1), unit(part.group(2), text)));
      at = part.end();
      any = true;
    }
    if (!any) {
      throw refuse(text);
    }
    return total.toBigInteger().longValueExact();
  }

  private static BigDecimal decimal(String digits, long unit) {
    return new BigDecimal(digits).multiply(BigDecimal.valueOf(unit));
  }

  private static long unit(String name, String text) {
    if (name.equals("T")) {
      return Instants.MINUTE;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "ns" -> 1L;
      case "us", "u" -> 1_000L;
      case "ms", "l" -> 1_000_000L;
      case "s", "sec", "secs", "second", "seconds" -> Instants.SECOND;
      case "m", "min", "mins", "minute", "minutes" -> Instants.MINUTE;
      case "h", "hr", "hrs", "hour", "hours" -> Instants.HOUR;
      case "d", "day", "days" -> Instants.DAY;
      case "w", "week", "weeks" -> 7 * Instants.DAY;
      default -> throw refuse(text);
    };
  }

  private static IllegalArgumentException refuse(String text) {
    return new IllegalArgumentException(
        "duration '"
            + text
            + "' is not understood: expected a number and a unit such as 30m, 1h30m, 2d or PT30M");
  }

  /**
   * The shortest text that {@link #parse} reads back to the same value: {@code 1h30m}, {@code 90d}.
   */
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder();
    long n = nanos;
    if (n < 0) {
      out.append('-');
      n = n == Long.MIN_VALUE ? Long.MAX_VALUE : -n;
    }
    n = take(out, n, Instants.DAY, "d");
    n = take(out, n, Instants.HOUR, "h");
    n = take(out, n, Instants.MINUTE, "m");
    n = take(out, n, Instants.SECOND, "s");
    n = take(out, n, 1_000_000L, "ms");
    n = take(out, n, 1_000L, "us");
    take(out, n, 1L, "ns");
    return out.toString();
  }

  /** A duration for people, in three digits: {@code 0.123 ms}, {@code 1.23 s}, {@code 2h5m}. */
  public static String rounded(long nanos) {
    if (nanos >= Instants.MINUTE || nanos < 0) {
      return format(nanos / Instants.SECOND * Instants.SECOND);
    }
    double ms = nanos / 1e6;
    return ms < 999.5 ? digits(ms) + " ms" : digits(ms / 1000) + " s";
  }

  private static String digits(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static long take(StringBuilder out, long n, long unit, String name) {
    if (n >= unit) {
      out.append(n / unit).append(name);
    }
    return n % unit;
  }
}
