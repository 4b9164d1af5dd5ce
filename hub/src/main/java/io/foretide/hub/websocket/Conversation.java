package io.foretide.hub.websocket;

import java.io.IOException;

/** What is said over one connection. */
public interface Conversation {
  /**
   * Speaks until there is nothing more to say; runs on a thread of its own, which is interrupted
   * when the client has gone.
   */
  void run(Outlet out) throws IOException, InterruptedException;

  /** Takes a text of the client's. */
  void heard(String text, Outlet out) throws IOException;
}
