package io.foretide.connectors.gordo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition on the rows of a frame, in the language of {@code pandas.DataFrame.query}: numbers,
 * names (in backticks where they are no identifier), {@code index} against times in quotes, {@code
 * + - * / // % **}, comparisons that may be chained, {@code and or not & | ~}, mathematical
 * functions and parentheses. A comparison with a missing value does not hold, except {@code !=}.
 * Immutable.
 */
final class PandasExpression {
  private final Node root;

  private PandasExpression(Node root) {
    this.root = root;
  }

  /** A part of an expression: its value for a row; truth is 1. */
  @FunctionalInterface
  interface Node {
    double at(long[] times, double[][] columns, int row);
  }

  /** Where names are found. */
  @FunctionalInterface
  interface Names {
    /** The column of a name; below zero if there is none. */
    int column(String name);
  }

  /**
   * Reads an expression.
   *
   * @param names of the columns
   * @throws IllegalArgumentException if it cannot be read or names an unknown column
   */
  static PandasExpression of(String text, List<String> names) {
    return new PandasExpression(new PandasParser(text, names::indexOf).parse());
  }

  /** The columns that a text names. */
  static Set<String> names(String text) {
    Set<String> out = new LinkedHashSet<>();
    new PandasParser(
            text,
            name -> {
              out.add(name);
              return 0;
            })
        .parse();
    return out;
  }

  boolean holds(long[] times, double[][] columns, int row) {
    double v = root.at(times, columns, row);
    return v != 0 && !Double.isNaN(v);
  }
}
