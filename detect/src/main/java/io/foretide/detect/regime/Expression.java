package io.foretide.detect.regime;

import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import java.util.List;

/**
 * An expression over the signals of a row, such as {@code speed > 10 and not (`valve-3` == 0)}.
 *
 * <p>It has numbers, names of signals (in backticks if they are not made of letters, digits,
 * underscores and dots), {@code + - * /}, {@code abs(x)}, {@code < <= > >= == !=}, {@code and or
 * not} and parentheses. Truth is 1, falsehood 0; what needs a missing value is NaN, which counts as
 * not true. Immutable and safe for many threads; evaluating allocates nothing.
 */
public final class Expression {
  private final String text;
  private final List<String> names;
  private final Node root;

  private Expression(String text, List<String> names, Node root) {
    this.text = text;
    this.names = names;
    this.root = root;
  }

  /**
   * Reads an expression.
   *
   * @param names of the signals, in the order of a row
   * @throws RefusedException if it cannot be read or names an unknown signal
   */
  public static Expression of(String text, List<String> names) {
    List<String> known = List.copyOf(names);
    return new Expression(text, known, new ExpressionParser(text, known).parse());
  }

  /** The value for a row. */
  public double value(double[] row) {
    return root.value(row);
  }

  /** Whether it is true for a row: a number other than 0. */
  public boolean holds(double[] row) {
    double v = root.value(row);
    return !Double.isNaN(v) && v != 0;
  }

  /** The text that it was read from. */
  public String text() {
    return text;
  }

  /** The names of the signals of a row. */
  public List<String> names() {
    return names;
  }

  /** A part of an expression. */
  interface Node {
    double value(double[] row);
  }

  static RefusedException problem(String text, int at, String what) {
    return Refused.because(
            "the expression '" + text + "' cannot be read at character " + (at + 1) + ": " + what,
            "names of signals, numbers, + - * /, comparisons, and, or, not, parentheses")
        .asException();
  }
}
