package io.foretide.hub.websocket;

import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Query;
import java.util.Optional;

/** Where WebSockets are taken. Thread-safe. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Begins a conversation.
   *
   * @param head of the request; may be kept
   * @param path of the request, not decoded
   * @return empty to have the request answered as an ordinary one, which also tells why
   */
  Optional<Conversation> open(Guard.Head head, String path, Query query);
}
