package io.foretide.ingest.pull;

import io.foretide.core.time.Durations;
import java.time.ZoneId;

/**
 * A table behind JDBC.
 *
 * @param url such as {@code jdbc:postgresql://db/plant}
 * @param user empty for none
 * @param password empty for none; never shown
 * @param query with {@code :from} and {@code :to}
 * @param columns which column holds what
 * @param parameter how {@code :from} and {@code :to} are given
 * @param zone of the table's clock: of times that say no zone
 * @param timeout nanoseconds for connecting, running and reading together
 */
public record SqlOptions(
    String url,
    String user,
    String password,
    String query,
    TableColumns columns,
    TimeParameter parameter,
    ZoneId zone,
    long timeout) {
  public SqlOptions {
    if (timeout <= 0) {
      throw new IllegalArgumentException(
          "timeout " + Durations.format(timeout) + " is not above zero: expected such as 30s");
    }
  }

  /** The address without what looks like a secret. */
  public String shownUrl() {
    String shown = url.replaceAll("(?i)(password|pwd|token)=[^&;]*", "$1=***");
    return shown.replaceAll("://[^/@]*@", "://***@");
  }

  /** A text of the driver without the secrets. */
  String masked(String text) {
    String t = text.replace(url, shownUrl());
    return password.isEmpty() ? t : t.replace(password, "***");
  }

  @Override
  public String toString() {
    return "SqlOptions[" + shownUrl() + ", " + query + "]";
  }
}
