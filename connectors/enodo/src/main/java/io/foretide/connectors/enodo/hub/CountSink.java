package io.foretide.connectors.enodo.hub;

import io.foretide.core.error.ProviderException;
import java.util.Map;

/** Is told of new points that listeners counted. Thread-safe. */
@FunctionalInterface
public interface CountSink {
  /**
   * Takes counts.
   *
   * @param counts new points by series, each at least 1
   * @throws ProviderException if they were not taken; the listener is not answered then
   */
  void counted(Map<String, Long> counts) throws ProviderException;
}
