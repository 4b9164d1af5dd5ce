package io.foretide.core.connect;

import io.foretide.core.error.ProviderException;

/** A provider whose access can be tried at the start, such as its credentials. */
public interface Verified {
  /**
   * Tries it.
   *
   * @throws ProviderException.Rejected if access is refused: the program does not start
   * @throws ProviderException.Transient if nobody answers: the program starts, and says so
   */
  void verify() throws ProviderException;
}
