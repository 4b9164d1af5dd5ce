package io.foretide.forecast.numeric;

import java.math.BigDecimal;
import java.math.MathContext;

/** Figures as a person wants to read them. */
public final class Shown {

  private static final MathContext DIGITS = new MathContext(4);
  private static final double LARGE = 1e15;
  private static final double SMALL = 1e-5;

  private Shown() {}

  /** Four significant digits, whole numbers in full, without zeros at the end. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGE) {
      return BigDecimal.valueOf((long) value).toPlainString();
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
    return size >= SMALL && size < LARGE ? rounded.toPlainString() : rounded.toString();
  }

  /** A count with its noun, such as {@code 1 step} or {@code 3 steps}. */
  public static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
