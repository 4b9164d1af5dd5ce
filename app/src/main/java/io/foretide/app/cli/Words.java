package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Values of JSON answers as people read them. */
final class Words {
  private Words() {}

  /** A text; {@code -} if it is absent or null. */
  static String text(JsonNode node, String key) {
    JsonNode v = node.path(key);
    return v.isMissingNode() || v.isNull() || v.asText().isEmpty() ? "-" : v.asText();
  }

  /** An instant, to the millisecond; {@code -} if it is absent or null. */
  static String time(JsonNode node, String key) {
    String text = text(node, key);
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS).toString();
    } catch (DateTimeParseException e) {
      return text;
    }
  }

  /** A share as per cent, never rounded up to 100. */
  static String percent(double share) {
    return share >= 1 ? "100 %" : Math.floor(share * 1000) / 10 + " %";
  }

  /** Seconds as the largest two units: {@code 2d 3h}, {@code 4m 5s}. */
  static String seconds(double s) {
    if (s < 0) {
      return "-";
    }
    long n = Math.round(s);
    if (n >= 86_400) {
      return n / 86_400 + "d " + n % 86_400 / 3600 + "h";
    }
    if (n >= 3600) {
      return n / 3600 + "h " + n % 3600 / 60 + "m";
    }
    return n >= 60 ? n / 60 + "m " + n % 60 + "s" : n + "s";
  }

  /** A number without trailing noise. */
  static String number(double d) {
    if (Double.isNaN(d)) {
      return "-";
    }
    return d == Math.rint(d) && Math.abs(d) < 1e15
        ? Long.toString((long) d)
        : Double.toString(Math.round(d * 1e6) / 1e6);
  }
}
