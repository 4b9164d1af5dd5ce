package io.foretide.app.config;

import io.foretide.connectors.enodo.hub.AddressRanges;
import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.util.List;
import java.util.OptionalInt;

/**
 * Enodo's REST in {@code hub.enodo}.
 *
 * @param port where it is served, on the hub's address; 0 for any free one; empty for nowhere
 * @param allowUntokened ranges of addresses that need no credentials
 * @param user of basic authentication
 * @param password of basic authentication; empty to have none
 * @param newest whether {@code /api} answers as the newest era's hub
 * @param minPoints {@code min_data_points} until a client sets it
 * @param longQueue {@code max_in_queue_before_warning} until a client sets it
 * @param forecastEvery how often a series that the seed's REST adds is forecast, nanoseconds
 * @param origins web pages that may call; {@code *} for all
 * @param socketIo whether clients of socket.io are served at the same port
 */
public record EnodoRestConfig(
    OptionalInt port,
    List<String> allowUntokened,
    String user,
    Secret password,
    boolean newest,
    long minPoints,
    long longQueue,
    long forecastEvery,
    List<String> origins,
    boolean socketIo) {
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");
  private static final int SHORTEST = 8;

  public EnodoRestConfig {
    allowUntokened = List.copyOf(allowUntokened);
    origins = List.copyOf(origins);
  }

  /** Not served. */
  static EnodoRestConfig none() {
    return new EnodoRestConfig(
        OptionalInt.empty(),
        LOOPBACK,
        "",
        new Secret(""),
        true,
        0,
        0,
        Instants.HOUR,
        List.of(),
        true);
  }

  static EnodoRestConfig read(Settings s) {
    List<String> ranges = s.has("allow_untokened") ? s.texts("allow_untokened") : LOOPBACK;
    try {
      var unused = AddressRanges.of(ranges);
    } catch (IllegalArgumentException e) {
      s.problem("allow_untokened", String.valueOf(e.getMessage()));
    }
    Settings basic = s.section("basic_auth");
    Secret password = basic.secret("password");
    int length = password.reveal().length();
    if (length > 0 && length < SHORTEST) {
      basic.problem(
          "password", "has " + length + " signs, too easy to guess: expected at least " + SHORTEST);
    }
    boolean on = s.flag("rest", true) && s.has("http_port");
    int port = (int) s.integer("http_port", 0, 0, 65_535);
    return new EnodoRestConfig(
        on ? OptionalInt.of(port) : OptionalInt.empty(),
        ranges,
        basic.text("username", "enodo"),
        password,
        s.choice("dialect", "newest", List.of("newest", "seed")).equals("newest"),
        s.integer("min_data_points", 100, 0, 1_000_000),
        s.integer("max_in_queue_before_warning", 25, 0, 1_000_000),
        s.duration("forecast_every", Instants.HOUR, Instants.SECOND, 366 * Instants.DAY),
        s.has("origins") ? s.texts("origins") : List.of(),
        s.flag("socket_io", true));
  }
}
