package io.foretide.hub.http;

import io.foretide.core.error.ProviderException;
import java.io.IOException;

/** Answers the requests of one route. Thread-safe. */
@FunctionalInterface
public interface Handler {
  /**
   * @throws ApiError if the request cannot be answered as it is
   * @throws ProviderException mapped to the status that fits its kind
   * @throws IOException if the body cannot be read
   */
  Answer handle(Request request) throws ProviderException, IOException;
}
