package io.foretide.forecast.grid;

import java.util.Map;

/**
 * A condition on signals, such as {@code pump > 0.5 and not (mode == 2 or speed <= 10)}. Signal
 * names may be put in back quotes. A comparison with a missing value is false.
 */
public sealed interface Condition {

  /**
   * Whether it holds at a step.
   *
   * @param signals values per name, all of the same length
   */
  boolean holds(Map<String, double[]> signals, int step);

  /** Whether it holds at each of {@code n} steps. */
  default boolean[] over(Map<String, double[]> signals, int n) {
    boolean[] out = new boolean[n];
    for (int t = 0; t < n; t++) {
      out[t] = holds(signals, t);
    }
    return out;
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException naming the place where it cannot be read
   */
  static Condition parse(String text) {
    return new ConditionReader(text).read();
  }

  /** Comparisons. */
  enum Comparison {
    /** Less than. */
    LESS("<"),
    /** At most. */
    AT_MOST("<="),
    /** More than. */
    MORE(">"),
    /** At least. */
    AT_LEAST(">="),
    /** Equal. */
    EQUAL("=="),
    /** Not equal. */
    UNEQUAL("!=");

    final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }
  }

  /** A signal or a number. */
  sealed interface Operand {
    /** Its value at a step. */
    double at(Map<String, double[]> signals, int step);
  }

  /** A signal by name. */
  record Signal(String name) implements Operand {
    @Override
    public double at(Map<String, double[]> signals, int step) {
      double[] values = signals.get(name);
      if (values == null) {
        throw new IllegalArgumentException(
            "Condition uses signal '" + name + "', which is not among " + signals.keySet());
      }
      return values[step];
    }
  }

  /** A number. */
  record Number(double value) implements Operand {
    @Override
    public double at(Map<String, double[]> signals, int step) {
      return value;
    }
  }

  /** A comparison of two operands. */
  record Compared(Operand left, Comparison comparison, Operand right) implements Condition {
    @Override
    public boolean holds(Map<String, double[]> signals, int step) {
      double a = left.at(signals, step);
      double b = right.at(signals, step);
      if (Double.isNaN(a) || Double.isNaN(b)) {
        return false;
      }
      return switch (comparison) {
        case LESS -> a < b;
        case AT_MOST -> a <= b;
        case MORE -> a > b;
        case AT_LEAST -> a >= b;
        case EQUAL -> a == b;
        case UNEQUAL -> a != b;
      };
    }
  }

  /** Both hold. */
  record And(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(Map<String, double[]> signals, int step) {
      return left.holds(signals, step) && right.holds(signals, step);
    }
  }

  /** One or both hold. */
  record Or(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(Map<String, double[]> signals, int step) {
      return left.holds(signals, step) || right.holds(signals, step);
    }
  }

  /** The other does not hold. */
  record Not(Condition inner) implements Condition {
    @Override
    public boolean holds(Map<String, double[]> signals, int step) {
      return !inner.holds(signals, step);
    }
  }

  /** Whether a word is one of the joining words. */
  static boolean reserved(String word) {
    return word.equalsIgnoreCase("and")
        || word.equalsIgnoreCase("or")
        || word.equalsIgnoreCase("not");
  }
}
