package io.foretide.connectors.siridb;

import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.List;

/**
 * How a database is entered.
 *
 * @param servers tried in order
 * @param database its name
 * @param user such as {@code iris}
 * @param password of the user
 * @param timeout of one request, nanoseconds
 */
record SiriAccess(
    List<Address> servers, String database, String user, Secret password, long timeout) {
  SiriAccess {
    servers = List.copyOf(servers);
  }

  static SiriAccess read(Settings s) {
    List<Address> servers = new ArrayList<>();
    List<String> texts = s.has("servers") ? s.texts("servers") : List.of("localhost:9000");
    for (String text : texts) {
      try {
        servers.add(Address.parse(text.strip()));
      } catch (IllegalArgumentException e) {
        s.problem("servers", String.valueOf(e.getMessage()));
      }
    }
    return new SiriAccess(
        servers,
        s.text("database"),
        s.text("user", "iris"),
        s.secret("password"),
        s.duration("timeout", 30 * Instants.SECOND, Instants.SECOND / 10, Instants.HOUR));
  }

  String shown() {
    return "SiriDB database '" + database + "' at " + servers;
  }
}
