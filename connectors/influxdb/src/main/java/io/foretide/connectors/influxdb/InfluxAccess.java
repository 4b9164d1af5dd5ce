package io.foretide.connectors.influxdb;

import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * Where an InfluxDB is and how it is entered.
 *
 * @param url its address, without a path
 * @param database of 1.x; of 2.x the bucket
 * @param retentionPolicy of 1.x; empty for the database's default
 * @param organisation of 2.x; empty for 1.x
 * @param user of 1.x; empty for none
 * @param password of 1.x
 * @param token of 2.x; empty for 1.x
 * @param timeout of one request
 */
record InfluxAccess(
    URI url,
    String database,
    String retentionPolicy,
    String organisation,
    String user,
    Secret password,
    Secret token,
    Duration timeout) {

  static InfluxAccess read(Settings s) {
    boolean second = s.has("bucket") || s.has("token") || s.has("org");
    String database = second ? s.text("bucket") : s.text("database");
    InfluxAccess out =
        new InfluxAccess(
            url(s),
            database,
            second ? "" : s.text("retention_policy", ""),
            second ? s.text("org") : "",
            second ? "" : s.text("user", ""),
            second || !s.has("password") ? new Secret("") : s.secret("password"),
            second ? s.secret("token") : new Secret(""),
            Duration.ofNanos(
                s.duration("timeout", 30 * Instants.SECOND, Instants.SECOND / 10, Instants.HOUR)));
    if (second) {
      for (String key : new String[] {"database", "retention_policy", "user", "password"}) {
        if (s.has(key)) {
          s.any(key);
          s.problem(key, "is of InfluxDB 1.x, beside bucket, org and token of 2.x: keep one kind");
        }
      }
    }
    return out;
  }

  private static URI url(Settings s) {
    String text = s.text("url", "http://localhost:8086");
    try {
      URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as any other unusable address.
    }
    s.problem(
        "url",
        "'"
            + text
            + "' is not usable: expected such as http://localhost:8086, without a user in it");
    return URI.create("http://localhost:8086");
  }

  boolean second() {
    return !organisation.isEmpty();
  }

  /** The value of the Authorization header; empty for none. */
  String authorization() {
    if (!token.isEmpty()) {
      return "Token " + token.reveal();
    }
    if (user.isEmpty()) {
      return "";
    }
    byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** For messages. */
  String shown() {
    return url + " database '" + database + "'";
  }

  String shownTimeout() {
    return Durations.format(timeout.toNanos());
  }
}
