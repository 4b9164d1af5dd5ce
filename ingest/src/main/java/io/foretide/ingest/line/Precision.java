package io.foretide.ingest.line;

import io.foretide.core.time.Instants;
import java.util.Locale;

/** The unit of a line's time. */
public enum Precision {
  NANOSECONDS(1L),
  MICROSECONDS(1_000L),
  MILLISECONDS(1_000_000L),
  SECONDS(Instants.SECOND),
  MINUTES(Instants.MINUTE),
  HOURS(Instants.HOUR);

  private final long nanos;

  Precision(long nanos) {
    this.nanos = nanos;
  }

  /** Nanoseconds of one unit. */
  public long nanos() {
    return nanos;
  }

  /**
   * Reads a request's {@code precision} parameter; empty means nanoseconds.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Precision parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "n", "ns" -> NANOSECONDS;
      case "u", "us", "µ", "µs" -> MICROSECONDS;
      case "ms" -> MILLISECONDS;
      case "s" -> SECONDS;
      case "m" -> MINUTES;
      case "h" -> HOURS;
      default ->
          throw new IllegalArgumentException(
              "precision '" + text + "' is not known: expected ns, us, ms, s, m or h");
    };
  }
}
