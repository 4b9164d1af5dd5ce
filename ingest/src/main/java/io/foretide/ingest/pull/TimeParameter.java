package io.foretide.ingest.pull;

import io.foretide.core.time.Instants;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a time is given to an outside table. */
public enum TimeParameter {
  /** {@code 2026-01-31T08:00:00Z}. */
  ISO,
  /** A timestamp without zone, on the table's clock. */
  SQL,
  /** The text {@code 2026-01-31 08:00:00} on the table's clock. */
  SQL_TEXT,
  EPOCH_S,
  EPOCH_MS,
  EPOCH_US,
  EPOCH_NS;

  /**
   * @throws IllegalArgumentException naming the known ones
   */
  public static TimeParameter parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "iso" -> ISO;
      case "sql" -> SQL;
      case "sql_text" -> SQL_TEXT;
      case "s", "epoch_s" -> EPOCH_S;
      case "ms", "epoch_ms" -> EPOCH_MS;
      case "us", "epoch_us" -> EPOCH_US;
      case "ns", "epoch_ns" -> EPOCH_NS;
      default ->
          throw new IllegalArgumentException(
              "time parameter '"
                  + text
                  + "' is not known: expected iso, sql, sql_text, s, ms, us or ns");
    };
  }

  /** The unit of the epoch forms in nanoseconds; 0 for texts. */
  long unit() {
    return switch (this) {
      case ISO, SQL, SQL_TEXT -> 0;
      case EPOCH_S -> Instants.SECOND;
      case EPOCH_MS -> 1_000_000;
      case EPOCH_US -> 1_000;
      case EPOCH_NS -> 1;
    };
  }

  /** The text for an instant; epoch forms are rounded down. */
  String text(long instant, ZoneId zone) {
    return switch (this) {
      case ISO -> Instants.format(instant);
      case SQL, SQL_TEXT -> {
        LocalDateTime t = LocalDateTime.ofInstant(Instants.toInstant(instant), zone);
        yield t.toLocalDate() + " " + DateTimeFormatter.ISO_LOCAL_TIME.format(t);
      }
      default -> Long.toString(Math.floorDiv(instant, unit()));
    };
  }
}
