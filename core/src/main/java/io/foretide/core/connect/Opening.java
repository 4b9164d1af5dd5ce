package io.foretide.core.connect;

import io.foretide.core.error.ProviderException;
import java.util.Set;

/**
 * A provider whose settings are read and right, and which is not connected yet.
 *
 * @param <T> what it becomes; one that holds resources is {@link AutoCloseable} and is closed at
 *     the end of the process
 */
@FunctionalInterface
public interface Opening<T> {
  /**
   * Makes the provider. Does not wait for the outside system: one that is down must not hold up the
   * start (see {@link Verified}).
   *
   * @throws ProviderException.Rejected if it can never work
   */
  T open(ConnectorContext context) throws ProviderException;

  /**
   * Where it leads within the outside system, such as topics: what is sent with one opening arrives
   * at another one only if that has all of these. Empty if it cannot be told.
   */
  default Set<String> places() {
    return Set.of();
  }
}
