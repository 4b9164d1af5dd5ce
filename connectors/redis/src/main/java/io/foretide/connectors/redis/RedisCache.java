package io.foretide.connectors.redis;

import io.foretide.core.connect.SharedCache;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A cache in Redis. After an outage it is left alone for five seconds, in which nothing is found.
 * Thread-safe.
 */
final class RedisCache implements SharedCache, Verified, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);
  private static final int CONNECTIONS = 16;
  private static final long PAUSE = 5 * Instants.SECOND;
  private static final Pattern REFUSED =
      Pattern.compile("^(NOAUTH|WRONGPASS|NOPERM|ERR invalid password|ERR AUTH).*", Pattern.DOTALL);

  private final RedisAccess access;
  private final WallClock clock;
  private final HostAndPort address;
  private final JedisClientConfig client;
  private final JedisPooled redis;
  private volatile boolean down;
  private volatile long downSince;

  /**
   * @throws ProviderException.Rejected if its file of authorities cannot be read
   */
  RedisCache(RedisAccess access, WallClock clock) throws ProviderException.Rejected {
    this.access = access;
    this.clock = clock;
    this.address = new HostAndPort(access.host(), access.port());
    this.client = access.client();
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS / 2);
    pool.setMaxWait(java.time.Duration.ofNanos(access.timeout()));
    pool.setJmxEnabled(false);
    this.redis = new JedisPooled(pool, address, client);
  }

  @Override
  public void verify() throws ProviderException {
    try (Jedis one = new Jedis(address, client)) {
      one.ping();
    } catch (JedisDataException e) {
      if (REFUSED.matcher(String.valueOf(e.getMessage())).matches()) {
        throw new ProviderException.Rejected(
            access.shown() + " refuses access: check user and password of the cache");
      }
      throw silent(e);
    } catch (JedisException e) {
      throw silent(e);
    }
  }

  private ProviderException.Transient silent(JedisException e) {
    return new ProviderException.Transient(
        access.shown() + " cannot be reached: " + why(e) + "; nothing is cached there", e);
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(ask(r -> r.get(key)));
  }

  @Override
  public void put(String key, String text, long life) {
    ask(r -> r.setex(key, Math.max(1, life / Instants.SECOND), text));
  }

  @Override
  public void remove(String key) {
    ask(r -> String.valueOf(r.del(key)));
  }

  /**
   * Idle connections may have been closed by the other side, so fresh ones are tried after them.
   */
  private @Nullable String ask(Function<JedisPooled, @Nullable String> command) {
    if (down && clock.monotonic() - downSince < PAUSE) {
      return null;
    }
    try {
      String answer;
      try {
        answer = command.apply(redis);
      } catch (JedisConnectionException e) {
        LOG.debug("an idle connection to {} is gone: {}", access.shown(), e.getMessage());
        redis.getPool().clear();
        answer = command.apply(redis);
      }
      if (down) {
        down = false;
        LOG.info("{} answers again", access.shown());
      }
      return answer;
    } catch (JedisException e) {
      if (!down) {
        LOG.warn("{} is left alone for 5s, nothing is cached: {}", access.shown(), why(e));
      }
      downSince = clock.monotonic();
      down = true;
      return null;
    }
  }

  private static String why(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + why(cause);
  }

  @Override
  public void close() {
    redis.close();
  }
}
