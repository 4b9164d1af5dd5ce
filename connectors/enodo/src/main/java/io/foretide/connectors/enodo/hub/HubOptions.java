package io.foretide.connectors.enodo.hub;

import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a hub listens. Durations are nanoseconds.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param untokened addresses from which clients without a token are let in
 * @param tokens any of which lets a client in from anywhere
 * @param clientTimeout a client that said nothing for so long is dropped
 * @param watch how often clients are looked at
 * @param handshake how long a connection may stay without having introduced itself
 * @param connections most at a time
 * @param packetBytes largest body of a client that has introduced itself
 * @param packetsPerSecond of one connection; more are read more slowly
 * @param queue most jobs that wait
 * @param tls if present, only TLS is spoken
 */
public record HubOptions(
    String host,
    int port,
    AddressRanges untokened,
    List<Secret> tokens,
    long clientTimeout,
    long watch,
    long handshake,
    int connections,
    int packetBytes,
    int packetsPerSecond,
    int queue,
    Optional<SSLContext> tls) {
  /** The port of Enodo's hubs. */
  public static final int PORT = 9103;

  /** No hub of Enodo's drops clients sooner. */
  public static final long LEAST_TIMEOUT = 35 * Instants.SECOND;

  public HubOptions {
    tokens = List.copyOf(tokens);
  }

  /** On any free port of this machine, for it alone. */
  public static HubOptions local() {
    return new HubOptions(
        "127.0.0.1",
        0,
        AddressRanges.LOOPBACK,
        List.of(),
        LEAST_TIMEOUT,
        2 * Instants.SECOND,
        10 * Instants.SECOND,
        2_000,
        16 << 20,
        5_000,
        10_000,
        Optional.empty());
  }
}
