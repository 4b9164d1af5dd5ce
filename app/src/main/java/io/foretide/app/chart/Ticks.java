package io.foretide.app.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers for an axis of values. */
public final class Ticks {
  private Ticks() {}

  /**
   * One mark of an axis.
   *
   * @param value where
   * @param text what it says
   */
  public record Tick(double value, String text) {}

  /** Steps of 1, 2 or 5 times a power of ten, about so many of them within the limits. */
  public static List<Tick> of(double low, double high, int about) {
    double raw = (high / 2 - low / 2) / Math.max(1, about) * 2;
    if (!(raw > 0) || Double.isInfinite(raw)) {
      return List.of(new Tick(low, text(low, Math.abs(low) / 1000)));
    }
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = power;
    for (double times : new double[] {1, 2, 5, 10}) {
      step = times * power;
      if (step >= raw * 0.999) {
        break;
      }
    }
    List<Tick> out = new ArrayList<>();
    double first = Math.ceil(low / step - 1e-9);
    for (int k = 0; k < 50; k++) {
      double value = (first + k) * step;
      if (value > high + step * 1e-9) {
        break;
      }
      out.add(new Tick(value, text(Math.abs(value) < step * 1e-9 ? 0 : value, step)));
    }
    return out;
  }

  /** A number with the digits that a step needs. */
  static String text(double value, double step) {
    double size = Math.max(Math.abs(value), step);
    if (size >= 1e7 || size < 1e-4) {
      return value == 0 ? "0" : shortest(value, 3);
    }
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + Math.min(8, digits) + "f", value);
  }

  /** A number with so many significant digits, plain where that is short. */
  public static String shortest(double value, int digits) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -5 && exponent < 15) {
      return rounded.toPlainString();
    }
    String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa + "e" + exponent;
  }
}
