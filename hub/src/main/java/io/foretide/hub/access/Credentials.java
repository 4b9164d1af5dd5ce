package io.foretide.hub.access;

import io.foretide.hub.http.Guard;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Finds the token in a request: {@code Authorization: Bearer}, {@code Token} (InfluxDB 2), the
 * password of {@code Basic}, or the parameter {@code p} (InfluxDB 1).
 */
final class Credentials {
  private Credentials() {}

  /** The token; empty if there is none. */
  static String token(Guard.Head head) {
    String header = head.header("Authorization").strip();
    int blank = header.indexOf(' ');
    if (blank < 0) {
      return head.parameter("p");
    }
    String value = header.substring(blank + 1).strip();
    return switch (header.substring(0, blank).toLowerCase(Locale.ROOT)) {
      case "bearer", "token" -> value;
      case "basic" -> password(value);
      default -> "";
    };
  }

  private static String password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      // Not Base64: as good as no password.
      return "";
    }
  }
}
