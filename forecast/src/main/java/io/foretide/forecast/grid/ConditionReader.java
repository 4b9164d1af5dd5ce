package io.foretide.forecast.grid;

import io.foretide.forecast.grid.Condition.Comparison;
import io.foretide.forecast.grid.Condition.Operand;

/** Reads a {@link Condition} by recursive descent. */
final class ConditionReader {

  private final String text;
  private int at;

  ConditionReader(String text) {
    this.text = text;
  }

  Condition read() {
    Condition all = either();
    blanks();
    if (at < text.length()) {
      throw wrong("the end, 'and' or 'or'");
    }
    return all;
  }

  private Condition either() {
    Condition left = both();
    while (word("or")) {
      left = new Condition.Or(left, both());
    }
    return left;
  }

  private Condition both() {
    Condition left = one();
    while (word("and")) {
      left = new Condition.And(left, one());
    }
    return left;
  }

  private Condition one() {
    if (word("not")) {
      return new Condition.Not(one());
    }
    if (sign("(")) {
      Condition inner = either();
      if (!sign(")")) {
        throw wrong("')'");
      }
      return inner;
    }
    Operand left = operand();
    // Longer signs first, so that <= is not read as <.
    for (Comparison comparison :
        new Comparison[] {
          Comparison.AT_MOST,
          Comparison.AT_LEAST,
          Comparison.EQUAL,
          Comparison.UNEQUAL,
          Comparison.LESS,
          Comparison.MORE
        }) {
      if (sign(comparison.sign)) {
        return new Condition.Compared(left, comparison, operand());
      }
    }
    throw wrong("one of < <= > >= == !=");
  }

  private Operand operand() {
    blanks();
    if (at < text.length() && text.charAt(at) == '`') {
      int end = text.indexOf('`', at + 1);
      if (end < 0) {
        throw wrong("a closing back quote");
      }
      String name = text.substring(at + 1, end);
      at = end + 1;
      return new Condition.Signal(name);
    }
    int end = at;
    while (end < text.length() && " \t\n()<>=!".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String token = text.substring(at, end);
    if (token.isEmpty() || Condition.reserved(token)) {
      throw wrong("a signal or a number");
    }
    at = end;
    char first = token.charAt(0);
    if (first == '-' || first == '.' || Character.isDigit(first)) {
      try {
        return new Condition.Number(Double.parseDouble(token));
      } catch (NumberFormatException e) {
        return new Condition.Signal(token);
      }
    }
    return new Condition.Signal(token);
  }

  private boolean sign(String expected) {
    blanks();
    if (text.startsWith(expected, at)) {
      at += expected.length();
      return true;
    }
    return false;
  }

  private boolean word(String expected) {
    blanks();
    int end = at + expected.length();
    boolean same = text.regionMatches(true, at, expected, 0, expected.length());
    boolean whole = end >= text.length() || " \t\n(".indexOf(text.charAt(end)) >= 0;
    if (same && whole) {
      at = end;
      return true;
    }
    return false;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "Condition '" + text + "': expected " + expected + " at character " + (at + 1));
  }
}
