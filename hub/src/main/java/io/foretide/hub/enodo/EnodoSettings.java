package io.foretide.hub.enodo;

import io.foretide.core.settings.Secret;
import io.foretide.hub.access.Tokens;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * How Enodo's REST is served.
 *
 * @param host address to bind
 * @param port to bind; 0 for any free one
 * @param untokened addresses from which callers without credentials are let in
 * @param user of basic authentication
 * @param password of basic authentication; empty to have none
 * @param tokens of Foretide, which are taken too
 * @param newest whether {@code /api} answers in the newest era's shapes, or else the seed's
 * @param minPoints {@code min_data_points} until a client sets it
 * @param longQueue {@code max_in_queue_before_warning} until a client sets it
 * @param forecastEvery how often a series of the seed's era is forecast, nanoseconds
 * @param origins web pages that may call; {@code *} for all
 * @param socketIo whether clients of socket.io are served
 */
public record EnodoSettings(
    String host,
    int port,
    Predicate<InetAddress> untokened,
    String user,
    Secret password,
    Tokens tokens,
    boolean newest,
    long minPoints,
    long longQueue,
    long forecastEvery,
    List<String> origins,
    boolean socketIo) {
  public EnodoSettings {
    origins = List.copyOf(origins);
  }

  public boolean allowsOrigin(String origin) {
    return origins.contains("*") || origins.contains(origin);
  }
}
