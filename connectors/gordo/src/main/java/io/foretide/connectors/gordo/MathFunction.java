package io.foretide.connectors.gordo;

import io.foretide.connectors.gordo.PandasExpression.Node;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** The functions of one argument that pandas knows in expressions. */
final class MathFunction {
  private MathFunction() {}

  /** The function of a name applied to a part; empty if there is none. */
  static Optional<Node> of(String name, Node argument) {
    DoubleUnaryOperator f =
        switch (name) {
          case "sin" -> Math::sin;
          case "cos" -> Math::cos;
          case "tan" -> Math::tan;
          case "exp" -> Math::exp;
          case "log" -> Math::log;
          case "expm1" -> Math::expm1;
          case "log1p" -> Math::log1p;
          case "log10" -> Math::log10;
          case "sqrt" -> Math::sqrt;
          case "sinh" -> Math::sinh;
          case "cosh" -> Math::cosh;
          case "tanh" -> Math::tanh;
          case "arcsin" -> Math::asin;
          case "arccos" -> Math::acos;
          case "arctan" -> Math::atan;
          case "abs" -> Math::abs;
          case "floor" -> Math::floor;
          case "ceil" -> Math::ceil;
          default -> null;
        };
    return f == null
        ? Optional.empty()
        : Optional.of((t, c, r) -> f.applyAsDouble(argument.at(t, c, r)));
  }
}
