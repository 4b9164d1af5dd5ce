package io.foretide.connectors.redis;

import io.foretide.core.connect.SharedCache;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache in Redis. After an outage it is left alone for five seconds, in which nothing is found.
 * Thread-safe.
 */
final class RedisCache implements SharedCache, Verified, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);
  private static final int KEPT = 8;
  private static final long PAUSE = 5 * Instants.SECOND;

  private final RedisAccess access;
  private final WallClock clock;
  private final @Nullable SSLSocketFactory tls;
  private final BlockingQueue<RedisConnection> idle = new ArrayBlockingQueue<>(KEPT);
  private volatile boolean down;
  private volatile long downSince;

  /**
   * @throws ProviderException.Rejected if its file of authorities cannot be read
   */
  RedisCache(RedisAccess access, WallClock clock) throws ProviderException.Rejected {
    this.access = access;
    this.clock = clock;
    this.tls = access.tls() ? Trust.sockets(access.caFile()) : null;
  }

  @Override
  public void verify() throws ProviderException {
    try (RedisConnection c = RedisConnection.open(access, tls)) {
      c.ask(List.of("PING"));
    } catch (IOException e) {
      throw new ProviderException.Transient(
          access.shown() + " cannot be reached: " + e.getMessage() + "; nothing is cached there",
          e);
    }
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(ask(List.of("GET", key)));
  }

  @Override
  public void put(String key, String text, long life) {
    long seconds = Math.max(1, life / Instants.SECOND);
    ask(List.of("SET", key, text, "EX", Long.toString(seconds)));
  }

  @Override
  public void remove(String key) {
    ask(List.of("DEL", key));
  }

  /**
   * An idle connection may have been closed by the other side, so a fresh one is tried after it.
   */
  private @Nullable String ask(List<String> command) {
    if (down && clock.monotonic() - downSince < PAUSE) {
      return null;
    }
    RedisConnection kept = idle.poll();
    if (kept != null) {
      try {
        return asked(kept, command);
      } catch (IOException e) {
        LOG.debug("an idle connection to {} is gone: {}", access.shown(), e.getMessage());
      }
    }
    try {
      String answer = asked(RedisConnection.open(access, tls), command);
      if (down) {
        down = false;
        LOG.info("{} answers again", access.shown());
      }
      return answer;
    } catch (IOException | ProviderException.Rejected e) {
      if (!down) {
        LOG.warn("{} is left alone for 5s, nothing is cached: {}", access.shown(), e.getMessage());
      }
      downSince = clock.monotonic();
      down = true;
      return null;
    }
  }

  private @Nullable String asked(RedisConnection c, List<String> command) throws IOException {
    boolean good = false;
    try {
      String answer = c.ask(command);
      good = idle.offer(c);
      return answer;
    } finally {
      if (!good) {
        c.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (RedisConnection c = idle.poll(); c != null; c = idle.poll()) {
      c.close();
    }
  }
}
