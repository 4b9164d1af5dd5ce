package io.foretide.connectors.enodo.protocol;

import java.io.IOException;

/** What came over a socket is no message of Enodo's, or a larger one than is taken. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  public ProtocolException(String message) {
    super(message);
  }

  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
