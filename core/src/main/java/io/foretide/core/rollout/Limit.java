package io.foretide.core.rollout;

/**
 * A gate's limit: a number of its own, or one that follows the active revision's number.
 *
 * @param kind how the value is used
 * @param value the number
 */
public record Limit(Kind kind, double value) {
  /** How a limit comes about. */
  public enum Kind {
    /** {@code 0.05}: the number itself. */
    FIXED,
    /** {@code +0.01} or {@code -0.05}: the active revision's number and this. */
    PLUS,
    /** {@code 1.05x}: the active revision's number times this. */
    TIMES
  }

  /**
   * @throws IllegalArgumentException if the text is none of the three forms
   */
  public static Limit parse(String text) {
    String t = text.strip();
    boolean times = t.endsWith("x");
    boolean signed = t.startsWith("+") || t.startsWith("-");
    try {
      double value = Double.parseDouble(times ? t.substring(0, t.length() - 1) : t);
      if (!Double.isFinite(value) || (times && (signed || value < 0))) {
        throw new NumberFormatException(t);
      }
      return new Limit(times ? Kind.TIMES : signed ? Kind.PLUS : Kind.FIXED, value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "limit '"
              + text
              + "': expected a number such as 0.05, a difference to the active revision such as"
              + " +0.01 or -0.05, or a multiple of it such as 1.05x",
          e);
    }
  }

  /** The limit as a number. NaN if it follows an active revision whose number is not known. */
  public double resolve(double active) {
    return switch (kind) {
      case FIXED -> value;
      case PLUS -> active + value;
      case TIMES -> active * value;
    };
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return switch (kind) {
      case FIXED -> Double.toString(value);
      case PLUS -> (value < 0 ? "" : "+") + value;
      case TIMES -> value + "x";
    };
  }
}
