package io.foretide.connectors.gordo;

import io.foretide.connectors.gordo.PandasExpression.Names;
import io.foretide.connectors.gordo.PandasExpression.Node;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.List;

/**
 * Recursive descent over {@link PandasExpression}. As in pandas, {@code &} and {@code |} bind as
 * {@code and} and {@code or} do, weaker than comparisons.
 */
final class PandasParser {
  private static final int DEEPEST = 100;
  private static final List<String> COMPARISONS = List.of("<=", ">=", "==", "!=", "<", ">");

  private final String text;
  private final Names names;
  private int at;
  private int depth;

  PandasParser(String text, Names names) {
    this.text = text;
    this.names = names;
  }

  Node parse() {
    Node out = or();
    space();
    if (at < text.length()) {
      throw problem("'" + text.charAt(at) + "' was not expected");
    }
    return out;
  }

  private Node or() {
    Node left = and();
    while (word("or") || sign("||") || sign("|")) {
      Node a = left;
      Node b = and();
      left = (t, c, r) -> truth(isTrue(a.at(t, c, r)) || isTrue(b.at(t, c, r)));
    }
    return left;
  }

  private Node and() {
    Node left = not();
    while (word("and") || sign("&&") || sign("&")) {
      Node a = left;
      Node b = not();
      left = (t, c, r) -> truth(isTrue(a.at(t, c, r)) && isTrue(b.at(t, c, r)));
    }
    return left;
  }

  private Node not() {
    if (word("not") || sign("~")) {
      Node a = deeper();
      return (t, c, r) -> truth(!isTrue(a.at(t, c, r)));
    }
    return comparison();
  }

  private Node deeper() {
    if (++depth > DEEPEST) {
      throw problem("it is nested more than " + DEEPEST + " deep");
    }
    Node out = not();
    depth--;
    return out;
  }

  /** {@code a < b < c} is {@code a < b and b < c}. */
  private Node comparison() {
    List<Node> operands = new ArrayList<>(List.of(sum()));
    List<String> operators = new ArrayList<>();
    while (true) {
      String op = COMPARISONS.stream().filter(this::sign).findFirst().orElse("");
      if (op.isEmpty()) {
        break;
      }
      operators.add(op);
      operands.add(sum());
    }
    if (operators.isEmpty()) {
      return operands.getFirst();
    }
    return (t, c, r) -> {
      double left = operands.getFirst().at(t, c, r);
      for (int i = 0; i < operators.size(); i++) {
        double right = operands.get(i + 1).at(t, c, r);
        if (!compare(operators.get(i), left, right)) {
          return 0;
        }
        left = right;
      }
      return 1;
    };
  }

  private static boolean compare(String op, double a, double b) {
    return switch (op) {
      case "<=" -> a <= b;
      case ">=" -> a >= b;
      case "==" -> a == b;
      case "!=" -> a != b;
      case "<" -> a < b;
      default -> a > b;
    };
  }

  private Node sum() {
    Node left = product();
    while (true) {
      Node a = left;
      if (sign("+")) {
        Node b = product();
        left = (t, c, r) -> a.at(t, c, r) + b.at(t, c, r);
      } else if (sign("-")) {
        Node b = product();
        left = (t, c, r) -> a.at(t, c, r) - b.at(t, c, r);
      } else {
        return left;
      }
    }
  }

  private Node product() {
    Node left = signed();
    while (true) {
      Node a = left;
      if (sign("//")) {
        Node b = signed();
        left = (t, c, r) -> Math.floor(a.at(t, c, r) / b.at(t, c, r));
      } else if (sign("/")) {
        Node b = signed();
        left = (t, c, r) -> a.at(t, c, r) / b.at(t, c, r);
      } else if (sign("%")) {
        Node b = signed();
        left = (t, c, r) -> modulo(a.at(t, c, r), b.at(t, c, r));
      } else if (!text.startsWith("**", skipped()) && sign("*")) {
        Node b = signed();
        left = (t, c, r) -> a.at(t, c, r) * b.at(t, c, r);
      } else {
        return left;
      }
    }
  }

  /** Python's: the sign of the divisor. */
  private static double modulo(double a, double b) {
    return a - b * Math.floor(a / b);
  }

  private Node signed() {
    if (sign("-")) {
      Node a = signedDeeper();
      return (t, c, r) -> -a.at(t, c, r);
    }
    if (sign("+")) {
      return signedDeeper();
    }
    Node base = atom();
    if (sign("**")) {
      Node exponent = signedDeeper();
      return (t, c, r) -> Math.pow(base.at(t, c, r), exponent.at(t, c, r));
    }
    return base;
  }

  private Node signedDeeper() {
    if (++depth > DEEPEST) {
      throw problem("it is nested more than " + DEEPEST + " deep");
    }
    Node out = signed();
    depth--;
    return out;
  }

  private Node atom() {
    space();
    if (at >= text.length()) {
      throw problem("a value was expected");
    }
    char c = text.charAt(at);
    if (c == '(') {
      at++;
      if (++depth > DEEPEST) {
        throw problem("it is nested more than " + DEEPEST + " deep");
      }
      Node inner = or();
      depth--;
      close();
      return inner;
    }
    if (c == '`' || c == '\'' || c == '"') {
      int end = text.indexOf(c, at + 1);
      if (end < 0) {
        throw problem("the " + c + " is not closed");
      }
      String inside = text.substring(at + 1, end);
      Node out = c == '`' ? column(inside) : instant(inside);
      at = end + 1;
      return out;
    }
    return Character.isDigit(c) || c == '.' ? number() : named();
  }

  private Node number() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '.'
            || text.charAt(at) == '_'
            || ("+-".indexOf(text.charAt(at)) >= 0
                && Character.toLowerCase(text.charAt(at - 1)) == 'e'))) {
      at++;
    }
    String digits = text.substring(from, at).replace("_", "");
    try {
      double value = Double.parseDouble(digits);
      return (t, c, r) -> value;
    } catch (NumberFormatException e) {
      at = from;
      throw problem("'" + digits + "' is no number");
    }
  }

  private Node named() {
    int from = at;
    while (at < text.length()
        && (Character.isUnicodeIdentifierPart(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    String name = text.substring(from, at);
    if (name.isEmpty()) {
      throw problem("'" + text.charAt(at) + "' was not expected");
    }
    if (sign("(")) {
      Node argument = or();
      close();
      return MathFunction.of(name, argument)
          .orElseThrow(() -> problem("there is no function '" + name + "'"));
    }
    return switch (name) {
      case "True" -> (t, c, r) -> 1;
      case "False" -> (t, c, r) -> 0;
      case "index" -> (t, c, r) -> (double) t[r] / Instants.SECOND;
      default -> {
        at = from;
        Node out = column(name);
        at = from + name.length();
        yield out;
      }
    };
  }

  private Node column(String name) {
    int column = names.column(name);
    if (column < 0) {
      throw problem("there is no column '" + name + "'");
    }
    return (t, c, r) -> c[column][r];
  }

  /** A time in quotes, in seconds as {@code index} is. */
  private Node instant(String inside) {
    try {
      double seconds = (double) Instants.parse(inside) / Instants.SECOND;
      return (t, c, r) -> seconds;
    } catch (IllegalArgumentException e) {
      throw problem(String.valueOf(e.getMessage()));
    }
  }

  private void close() {
    if (!sign(")")) {
      throw problem("')' was expected");
    }
  }

  private boolean word(String word) {
    int from = skipped();
    int end = from + word.length();
    if (text.startsWith(word, from)
        && (end >= text.length() || !Character.isUnicodeIdentifierPart(text.charAt(end)))) {
      at = end;
      return true;
    }
    return false;
  }

  private boolean sign(String sign) {
    int from = skipped();
    if (text.startsWith(sign, from)) {
      at = from + sign.length();
      return true;
    }
    return false;
  }

  private void space() {
    at = skipped();
  }

  private int skipped() {
    int i = at;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isTrue(double v) {
    return v != 0 && !Double.isNaN(v);
  }

  private static double truth(boolean holds) {
    return holds ? 1 : 0;
  }

  private IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(
        "the row filter '" + text + "' cannot be read at character " + (at + 1) + ": " + what);
  }
}
