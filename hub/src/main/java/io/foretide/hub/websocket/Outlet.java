package io.foretide.hub.websocket;

import java.io.IOException;

/** Sends to one client. Thread-safe; calls wait until the client takes what is sent. */
public interface Outlet {
  /**
   * @throws IOException if the client has gone
   */
  void text(String text) throws IOException;

  /** Asks the client for a sign of life. */
  void ping() throws IOException;

  /** Ends the connection because the server stops. */
  void away(String reason) throws IOException;

  /** Ends the connection because the client should come again later. */
  void later(String reason) throws IOException;
}
