package io.foretide.connectors.http;

import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;

/**
 * Limits of one connection. Durations are nanoseconds.
 *
 * @param connectTimeout until a connection stands
 * @param timeout of one request with its whole answer
 * @param retries how often a request that failed is sent again
 * @param backoff pause before the first repetition; each further one is twice as long
 * @param backoffMax longest pause; an answer that asks for a longer one is not waited for
 * @param breakerFailures failures in a row after which a host is left alone; 0 for never
 * @param breakerPause for how long it is left alone
 * @param maxBytes longest answer
 */
public record HttpSettings(
    long connectTimeout,
    long timeout,
    int retries,
    long backoff,
    long backoffMax,
    int breakerFailures,
    long breakerPause,
    int maxBytes) {
  public static final HttpSettings DEFAULT =
      new HttpSettings(
          10 * Instants.SECOND,
          Instants.MINUTE,
          5,
          Instants.SECOND / 2,
          8 * Instants.SECOND,
          10,
          30 * Instants.SECOND,
          256 << 20);

  /** Reads the keys that every section with an HTTP connection has. */
  public static HttpSettings read(Settings s) {
    HttpSettings d = DEFAULT;
    return new HttpSettings(
        s.duration("connect_timeout", d.connectTimeout, 1_000_000L, 10 * Instants.MINUTE),
        s.duration("timeout", d.timeout, 1_000_000L, Instants.HOUR),
        (int) s.integer("n_retries", d.retries, 0, 100),
        s.duration("backoff_first", d.backoff, 0, Instants.HOUR),
        s.duration("backoff_max", d.backoffMax, 0, Instants.HOUR),
        (int) s.integer("breaker_failures", d.breakerFailures, 0, 1_000_000),
        s.duration("breaker_pause", d.breakerPause, 1_000_000L, Instants.HOUR),
        (int) s.integer("max_bytes", d.maxBytes, 1024, 1 << 30));
  }
}
