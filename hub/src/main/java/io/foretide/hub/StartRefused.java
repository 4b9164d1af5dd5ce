package io.foretide.hub;

/** The hub cannot start as it is set up. The message says what to change. */
public final class StartRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public StartRefused(String message, Throwable cause) {
    super(message, cause);
  }

  public StartRefused(String message) {
    super(message);
  }
}
