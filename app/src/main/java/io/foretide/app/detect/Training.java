package io.foretide.app.detect;

import io.foretide.app.input.InputException;
import io.foretide.app.input.InputException.Kind;
import io.foretide.app.input.Together;
import io.foretide.core.time.Instants;

/**
 * Which rows a method learns from: those before an instant, or a share of all from the first.
 *
 * @param text an ISO time, a percentage such as {@code 40%}, or empty for the first half
 */
public record Training(String text) {
  private static final double USUAL = 0.5;

  /**
   * Checks the form.
   *
   * @throws InputException if it is neither a time nor a share
   */
  public Training {
    if (!text.isEmpty() && !isShare(text)) {
      instant(text);
    }
  }

  private static boolean isShare(String text) {
    return text.strip().endsWith("%");
  }

  private static long instant(String text) {
    try {
      return Instants.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  private static InputException wrong(String text) {
    return new InputException(
        Kind.OPTION,
        "--train-until '"
            + text
            + "': expected a time such as 2026-01-31T00:00:00Z, or a share such as 40%");
  }

  /** How many rows are learned from. */
  int rows(Together data) {
    if (text.isEmpty() || isShare(text)) {
      return (int) (share() * data.rows());
    }
    long until = instant(text);
    int n = 0;
    while (n < data.rows() && data.time(n) < until) {
      n++;
    }
    return n;
  }

  private double share() {
    if (text.isEmpty()) {
      return USUAL;
    }
    String number = text.strip();
    try {
      double share = Double.parseDouble(number.substring(0, number.length() - 1)) / 100;
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }
}
