package io.foretide.app.cli;

/** What a command's exit code says. */
public final class ExitCode {
  public static final int OK = 0;

  /** It was tried and failed. */
  public static final int FAILED = 1;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = 2;

  /** A named thing does not exist. */
  public static final int NOT_FOUND = 3;

  /** Done, but not complete: something is missing, or a check found a fault. */
  public static final int INCOMPLETE = 4;

  /** Refused or busy: not now, or not allowed. */
  public static final int REFUSED = 5;

  /** Stopped by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** The code for an HTTP status; 0 is no answer. */
  public static int of(int status) {
    return switch (status) {
      case 404 -> NOT_FOUND;
      case 400, 405, 413, 415, 422 -> USAGE;
      case 401, 403, 409, 429, 503 -> REFUSED;
      default -> FAILED;
    };
  }
}
