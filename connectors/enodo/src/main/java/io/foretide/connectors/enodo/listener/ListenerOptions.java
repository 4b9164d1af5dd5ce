package io.foretide.connectors.enodo.listener;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a listener receives. Ports: 0 for any free one, -1 for none.
 *
 * @param pipe unix socket that SiriDB up to 2.0.46 connects to
 * @param host address of the ports
 * @param teePort that later SiriDB connects to
 * @param readyPort that answers {@code GET /ready}
 * @param every nanoseconds between two reports of series that are not urgent
 */
public record ListenerOptions(
    Optional<Path> pipe, String host, int teePort, int readyPort, long every) {
  /** Where SiriDB connects to unless told otherwise. */
  public static final int TEE_PORT = 9104;
}
