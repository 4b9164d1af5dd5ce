package io.foretide.connectors.enodo.client;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.core.time.Instants;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How a client reaches its hub. Durations are nanoseconds.
 *
 * @param host of the hub
 * @param port of the hub
 * @param dialect that is spoken
 * @param handshake how it introduces itself now, asked for at each connection
 * @param clientId the id in it
 * @param heartbeat how often it says that it lives
 * @param retry how long it waits before it connects again, give or take a quarter
 * @param tls if present, the hub is spoken to over TLS
 */
public record ClientOptions(
    String host,
    int port,
    Dialect dialect,
    Supplier<Handshake> handshake,
    String clientId,
    long heartbeat,
    long retry,
    Optional<SSLContext> tls) {
  /** What Enodo's clients wait before they connect again. */
  public static final long RETRY = 5 * Instants.SECOND;

  /** How often Enodo's clients say that they live. */
  public static final long HEARTBEAT = 25 * Instants.SECOND;
}
