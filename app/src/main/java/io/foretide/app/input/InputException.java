package io.foretide.app.input;

/** An input that cannot be used as it is; the message names the thing and says what to do. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Kind {
    /** The file cannot be understood. */
    UNREADABLE,
    /** An option is wrong. */
    OPTION,
    /** A named thing is not there. */
    NOT_THERE
  }

  private final Kind kind;

  public InputException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
