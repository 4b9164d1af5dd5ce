package io.foretide.hub.http;

import java.time.Duration;

/**
 * Bounds that keep one caller from harming the others.
 *
 * @param jsonBytes largest JSON body, decoded
 * @param ingestBytes largest body of points, decoded
 * @param headerBytes largest sum of request headers
 * @param bodyTimeout a body must have arrived within this time
 * @param writeTimeout a client that takes nothing of its answer for this long is cut off
 * @param idleTimeout a connection without a request is closed after this time
 * @param connections simultaneous connections
 * @param quick simultaneous light requests
 * @param ingest simultaneous requests that write points
 * @param heavy simultaneous exports, predictions and accuracy reports
 * @param live simultaneous live update streams
 */
public record Limits(
    long jsonBytes,
    long ingestBytes,
    int headerBytes,
    Duration bodyTimeout,
    Duration writeTimeout,
    Duration idleTimeout,
    int connections,
    int quick,
    int ingest,
    int heavy,
    int live) {
  public static final Limits DEFAULT =
      new Limits(
          2L << 20,
          64L << 20,
          32 << 10,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          2_000,
          256,
          32,
          8,
          200);
}
