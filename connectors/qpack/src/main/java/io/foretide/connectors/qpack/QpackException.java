package io.foretide.connectors.qpack;

/** Bytes that are no qpack, or not what was expected. */
public final class QpackException extends Exception {
  private static final long serialVersionUID = 1L;

  public QpackException(String message) {
    super(message, null, false, false);
  }
}
