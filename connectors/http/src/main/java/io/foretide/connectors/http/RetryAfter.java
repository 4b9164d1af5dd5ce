package io.foretide.connectors.http;

import io.foretide.core.time.Instants;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds or a date. */
final class RetryAfter {
  private RetryAfter() {}

  /** Nanoseconds to wait; 0 if the header is absent or not understood. */
  static long nanos(HttpHeaders headers, long now) {
    String text = headers.firstValue("Retry-After").orElse("").strip();
    if (text.matches("\\d{1,9}")) {
      return Long.parseLong(text) * Instants.SECOND;
    }
    try {
      return text.isEmpty()
          ? 0
          : Math.max(
              0,
              Instants.minus(
                  Instants.of(
                      ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()),
                  now));
    } catch (DateTimeException | IllegalArgumentException e) {
      return 0;
    }
  }
}
