package io.foretide.connectors.gordo;

import io.foretide.core.time.Instants;
import java.math.BigDecimal;

/** Texts exactly as Python writes them. */
final class PythonText {
  private static final long MICRO = 1_000;

  private PythonText() {}

  /**
   * A finite number as {@code repr} writes it: the fewest digits that read back to it, with an
   * exponent below 1e-4 and from 1e16 on.
   */
  static void number(StringBuilder out, double value) {
    double size = Math.abs(value);
    if (value == 0 || (size >= 1e-3 && size < 1e7)) {
      out.append(value);
      return;
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      out.append(plain);
      if (plain.indexOf('.') < 0) {
        out.append(".0");
      }
      return;
    }
    String all = digits.unscaledValue().abs().toString();
    if (value < 0) {
      out.append('-');
    }
    out.append(all.charAt(0));
    if (all.length() > 1) {
      out.append('.').append(all, 1, all.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    if (Math.abs(exponent) < 10) {
      out.append('0');
    }
    out.append(Math.abs(exponent));
  }

  /** An instant as {@code str} of a pandas time in UTC: a blank, an offset, microseconds if any. */
  static String time(long nanos) {
    long micros = Math.floorDiv(nanos, MICRO);
    long fraction = Math.floorMod(micros, 1_000_000L);
    String whole = Instants.format(Math.floorDiv(micros, 1_000_000L) * Instants.SECOND);
    String head = whole.substring(0, whole.length() - 1).replace('T', ' ');
    return head
        + (fraction == 0 ? "" : "." + Long.toString(1_000_000L + fraction).substring(1))
        + "+00:00";
  }

  /** A text in quotes as {@code json.dumps} writes it: plain ASCII. */
  static void quoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c >= ' ' && c < 127) {
            out.append(c);
          } else {
            out.append("\\u").append(String.format("%04x", (int) c));
          }
        }
      }
    }
    out.append('"');
  }
}
