package io.foretide.store.file;

import org.jspecify.annotations.Nullable;

/** The database file cannot be used as it is. The message says why and what to do. */
public final class DatabaseFileException extends Exception {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /** What is wrong with the file. */
  public enum Kind {
    /** Not an SQLite database at all. */
    NOT_A_DATABASE,
    /** A database of another application. */
    FOREIGN,
    /** Written by a newer version of this program. */
    NEWER,
    /** Cut short or overwritten in places. */
    DAMAGED,
    /** Another process has it open. */
    IN_USE,
    /** The file or its folder cannot be read or written. */
    NO_ACCESS,
    /** There is no such file. */
    MISSING
  }

  public DatabaseFileException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
