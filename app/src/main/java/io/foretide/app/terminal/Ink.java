package io.foretide.app.terminal;

import io.foretide.app.chart.Figure.Role;

/** Puts signs in colours, or in none. Belongs to one drawing. */
final class Ink {
  static final int PLAIN = -1;
  static final int BAND = -2;
  static final int ALARM = -3;

  private final boolean colour;
  private int now = PLAIN;

  Ink(boolean colour) {
    this.colour = colour;
  }

  void put(StringBuilder out, int paint, char sign) {
    if (colour && paint != now && sign != ' ') {
      out.append(code(paint));
      now = paint;
    }
    out.append(sign);
  }

  void put(StringBuilder out, int paint, String text) {
    for (int i = 0; i < text.length(); i++) {
      put(out, paint, text.charAt(i));
    }
  }

  /** Back to no colour, as at the end of a line. */
  void end(StringBuilder out) {
    if (now != PLAIN) {
      out.append(code(PLAIN));
      now = PLAIN;
    }
  }

  private static String code(int paint) {
    if (paint == BAND) {
      return "\u001b[0;34m";
    }
    if (paint == ALARM) {
      return "\u001b[0;31m";
    }
    return paint == Role.FORECAST.ordinal()
        ? "\u001b[0;36m"
        : paint == Role.SCORE.ordinal() ? "\u001b[0;35m" : "\u001b[0m";
  }
}
