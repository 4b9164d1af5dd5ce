package io.foretide.app.client;

/** The server refused a request, or could not be reached. */
public final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  /**
   * @param status the HTTP status; 0 if there was no answer
   */
  public ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
