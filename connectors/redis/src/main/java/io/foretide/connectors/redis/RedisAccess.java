package io.foretide.connectors.redis;

import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/**
 * Where a Redis is and how it is entered.
 *
 * @param host name or address
 * @param port of it
 * @param user of Redis 6 and newer; empty for the default one
 * @param password empty for none
 * @param tls whether the connection is encrypted
 * @param caFile PEM file of the authority; empty for the system's
 * @param database its number
 * @param timeout nanoseconds of connecting and of each answer
 */
record RedisAccess(
    String host,
    int port,
    String user,
    Secret password,
    boolean tls,
    String caFile,
    int database,
    long timeout) {
  static RedisAccess read(Settings s) {
    boolean tls = s.flag("tls", true);
    return new RedisAccess(
        s.text("host", "localhost"),
        (int) s.integer("port", tls ? 6380 : 6379, 1, 65_535),
        s.text("user", ""),
        s.secret("password"),
        tls,
        s.text("ca_file", ""),
        (int) s.integer("database", 0, 0, 1_000_000),
        s.duration("timeout", 2 * Instants.SECOND, 1_000_000L, Instants.MINUTE));
  }

  /**
   * How the client connects.
   *
   * @throws ProviderException.Rejected if the file of authorities cannot be read
   */
  JedisClientConfig client() throws ProviderException.Rejected {
    int millis = (int) Math.max(1, timeout / 1_000_000L);
    DefaultJedisClientConfig.Builder out =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(millis)
            .socketTimeoutMillis(millis)
            .blockingSocketTimeoutMillis(millis)
            .clientName("foretide")
            .database(database);
    if (!user.isEmpty()) {
      out.user(user);
    }
    if (!password.isEmpty()) {
      out.password(password.reveal());
    }
    if (tls) {
      SSLParameters parameters = new SSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      out.ssl(true).sslSocketFactory(Trust.sockets(caFile)).sslParameters(parameters);
    }
    return out.build();
  }

  /** For messages. */
  String shown() {
    return (tls ? "rediss://" : "redis://") + host + ":" + port;
  }
}
