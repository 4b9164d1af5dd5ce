package io.foretide.detect.regime;

import io.foretide.detect.regime.Expression.Node;
import java.util.List;

/** Recursive descent over the grammar of {@link Expression}. */
final class ExpressionParser {
  private static final int DEEPEST = 100;

  private final String text;
  private final List<String> names;
  private int at;
  private int depth;

  ExpressionParser(String text, List<String> names) {
    this.text = text;
    this.names = names;
  }

  Node parse() {
    Node node = or();
    space();
    if (at < text.length()) {
      throw problem("'" + text.charAt(at) + "' was not expected");
    }
    return node;
  }

  private Node or() {
    Node left = and();
    while (word("or")) {
      Node a = left;
      Node b = and();
      left = row -> either(a.value(row), b.value(row));
    }
    return left;
  }

  private Node and() {
    Node left = not();
    while (word("and")) {
      Node a = left;
      Node b = not();
      left = row -> both(a.value(row), b.value(row));
    }
    return left;
  }

  private Node not() {
    if (word("not")) {
      Node a = not();
      return row -> {
        double v = a.value(row);
        return Double.isNaN(v) ? v : v == 0 ? 1 : 0;
      };
    }
    return comparison();
  }

  private Node comparison() {
    Node a = sum();
    for (String op : List.of("<=", ">=", "==", "!=", "<", ">")) {
      if (sign(op)) {
        Node b = sum();
        return row -> compare(op, a.value(row), b.value(row));
      }
    }
    return a;
  }

  private Node sum() {
    Node left = product();
    while (true) {
      Node a = left;
      if (sign("+")) {
        Node b = product();
        left = row -> a.value(row) + b.value(row);
      } else if (sign("-")) {
        Node b = product();
        left = row -> a.value(row) - b.value(row);
      } else {
        return left;
      }
    }
  }

  private Node product() {
    Node left = atom();
    while (true) {
      Node a = left;
      if (sign("*")) {
        Node b = atom();
        left = row -> a.value(row) * b.value(row);
      } else if (sign("/")) {
        Node b = atom();
        left = row -> a.value(row) / b.value(row);
      } else {
        return left;
      }
    }
  }

  private Node atom() {
    if (++depth > DEEPEST) {
      throw problem("it is nested more than " + DEEPEST + " deep");
    }
    Node node = plain();
    depth--;
    return node;
  }

  private Node plain() {
    if (sign("-")) {
      Node a = atom();
      return row -> -a.value(row);
    }
    if (sign("(")) {
      Node a = or();
      close();
      return a;
    }
    space();
    int from = at;
    if (at < text.length() && text.charAt(at) == '`') {
      int end = text.indexOf('`', at + 1);
      if (end < 0) {
        throw problem("the backtick is not closed");
      }
      at = end + 1;
      return signal(text.substring(from + 1, end), from);
    }
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
      boolean exponent = at < text.length() && Character.toLowerCase(text.charAt(at - 1)) == 'e';
      if (exponent && Character.isDigit(text.charAt(from)) && "+-".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
    String word = text.substring(from, at);
    if (word.isEmpty()) {
      throw problem("a signal, a number or '(' was expected");
    }
    if (word.equals("abs") && sign("(")) {
      Node a = or();
      close();
      return row -> Math.abs(a.value(row));
    }
    if (Character.isDigit(word.charAt(0)) || word.charAt(0) == '.') {
      double number;
      try {
        number = Double.parseDouble(word);
      } catch (NumberFormatException e) {
        at = from;
        throw problem("'" + word + "' is not a number");
      }
      return row -> number;
    }
    return signal(word, from);
  }

  private Node signal(String name, int from) {
    int index = names.indexOf(name);
    if (index < 0) {
      at = from;
      throw problem("there is no signal '" + name + "', known are " + names);
    }
    return row -> row[index];
  }

  private void close() {
    if (!sign(")")) {
      throw problem("')' was expected");
    }
  }

  private boolean word(String word) {
    space();
    int end = at + word.length();
    if (text.startsWith(word, at) && (end >= text.length() || !isWord(text.charAt(end)))) {
      at = end;
      return true;
    }
    return false;
  }

  private boolean sign(String sign) {
    space();
    if (text.startsWith(sign, at)) {
      at += sign.length();
      return true;
    }
    return false;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  private static double compare(String op, double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.NaN;
    }
    boolean holds =
        switch (op) {
          case "<=" -> a <= b;
          case ">=" -> a >= b;
          case "==" -> a == b;
          case "!=" -> a != b;
          case "<" -> a < b;
          default -> a > b;
        };
    return holds ? 1 : 0;
  }

  /** True if either is, whatever the other; unknown only if it matters. */
  private static double either(double a, double b) {
    if (a != 0 && !Double.isNaN(a) || b != 0 && !Double.isNaN(b)) {
      return 1;
    }
    return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : 0;
  }

  /** False if either is, whatever the other; unknown only if it matters. */
  private static double both(double a, double b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : 1;
  }

  private RuntimeException problem(String what) {
    return Expression.problem(text, at, what);
  }
}
