package io.foretide.app.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at
 * @param result how it is
 * @param detail what was seen and, if it is not right, what to do
 */
public record Finding(String check, Result result, String detail) {
  /** How a check ended. */
  public enum Result {
    OK,
    WARNING,
    FAULT
  }

  static Finding ok(String check, String detail) {
    return new Finding(check, Result.OK, detail);
  }

  static Finding warning(String check, String detail) {
    return new Finding(check, Result.WARNING, detail);
  }

  static Finding fault(String check, String detail) {
    return new Finding(check, Result.FAULT, detail);
  }
}
