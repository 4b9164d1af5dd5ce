package io.foretide.hub.enodo.data;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain data the way Python's {@code json.dumps} does: the same bytes for the same data. */
public final class PythonJson {
  private PythonJson() {}

  public static byte[] bytes(@Nullable Object value) {
    return text(value).getBytes(StandardCharsets.US_ASCII);
  }

  /** Maps, collections, texts, numbers, booleans and null; NaN and infinities as null. */
  public static String text(@Nullable Object value) {
    StringBuilder out = new StringBuilder(256);
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> {
        out.append('{');
        String between = "";
        for (Map.Entry<?, ?> e : map.entrySet()) {
          out.append(between);
          text(out, String.valueOf(e.getKey()));
          out.append(": ");
          write(out, e.getValue());
          between = ", ";
        }
        out.append('}');
      }
      case Collection<?> list -> {
        out.append('[');
        String between = "";
        for (Object item : list) {
          out.append(between);
          write(out, item);
          between = ", ";
        }
        out.append(']');
      }
      case Double d -> out.append(number(d));
      case Float f -> out.append(number(f));
      case Number n -> out.append(n);
      case Boolean b -> out.append(b.booleanValue());
      default -> text(out, value.toString());
    }
  }

  /** The shortest form that reads back to the same number, as Python writes it. */
  private static String number(double d) {
    if (!Double.isFinite(d)) {
      return "null";
    }
    double size = Math.abs(d);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      String form = Double.toString(d).replace(".0E", "E");
      int at = form.indexOf('E');
      String power = form.substring(at + 1);
      boolean small = power.startsWith("-");
      String digits = small ? power.substring(1) : power;
      return form.substring(0, at)
          + (small ? "e-" : "e+")
          + (digits.length() < 2 ? "0" : "")
          + digits;
    }
    String plain = new BigDecimal(Double.toString(d)).stripTrailingZeros().toPlainString();
    String signed = d == 0 && 1 / d < 0 ? "-0.0" : plain;
    return signed.indexOf('.') < 0 ? signed + ".0" : signed;
  }

  private static void text(StringBuilder out, String text) {
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
          if (c >= ' ' && c < 0x80) {
            out.append(c);
          } else {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              out.append(Character.forDigit(c >> shift & 15, 16));
            }
          }
        }
      }
    }
    out.append('"');
  }
}
