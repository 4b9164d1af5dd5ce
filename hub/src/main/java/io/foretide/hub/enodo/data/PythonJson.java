package io.foretide.hub.enodo.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain data the way Python's {@code json.dumps} does: the same bytes for the same data. */
public final class PythonJson {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Whole doubles below this are written by way of a long. */
  private static final double EXACT = 1e15;

  private byte[] out = new byte[512];
  private int length;

  private PythonJson() {}

  /** Maps, collections, texts, numbers, booleans and null; NaN and infinities as null. */
  public static byte[] bytes(@Nullable Object value) {
    PythonJson json = new PythonJson();
    json.write(value);
    return Arrays.copyOf(json.out, json.length);
  }

  /** The same as text. */
  public static String text(@Nullable Object value) {
    PythonJson json = new PythonJson();
    json.write(value);
    return new String(json.out, 0, json.length, StandardCharsets.US_ASCII);
  }

  private void write(@Nullable Object value) {
    switch (value) {
      case null -> ascii("null");
      case String s -> quoted(s);
      case Map<?, ?> map -> {
        put('{');
        boolean first = true;
        for (Map.Entry<?, ?> e : map.entrySet()) {
          if (!first) {
            ascii(", ");
          }
          first = false;
          quoted(String.valueOf(e.getKey()));
          ascii(": ");
          write(e.getValue());
        }
        put('}');
      }
      case Collection<?> list -> {
        put('[');
        boolean first = true;
        for (Object item : list) {
          if (!first) {
            ascii(", ");
          }
          first = false;
          write(item);
        }
        put(']');
      }
      case Double d -> ascii(number(d));
      case Float f -> ascii(number(f));
      case Number n -> ascii(n.toString());
      case Boolean b -> ascii(b ? "true" : "false");
      default -> quoted(value.toString());
    }
  }

  /** The shortest form that reads back to the same number, as Python writes it. */
  private static String number(double d) {
    if (!Double.isFinite(d)) {
      return "null";
    }
    double size = Math.abs(d);
    if (d == Math.rint(d) && size < EXACT && size > 0) {
      return (long) d + ".0";
    }
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      String form = shortest(d).replace(".0E", "E");
      int at = form.indexOf('E');
      String power = form.substring(at + 1);
      boolean small = power.startsWith("-");
      String digits = small ? power.substring(1) : power;
      return form.substring(0, at)
          + (small ? "e-" : "e+")
          + (digits.length() < 2 ? "0" : "")
          + digits;
    }
    String form = Double.toString(d);
    if (form.indexOf('E') < 0) {
      return form;
    }
    String plain = new BigDecimal(form).stripTrailingZeros().toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  /** Java writes two digits at least, also where one says the same. */
  private static String shortest(double d) {
    String form = Double.toString(d);
    BigDecimal one = new BigDecimal(form).round(new MathContext(1));
    return one.doubleValue() == d ? one.unscaledValue() + ".0E" + -one.scale() : form;
  }

  private void quoted(String text) {
    int n = text.length();
    room(6 * n + 2);
    byte[] into = out;
    int at = length;
    into[at++] = '"';
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        into[at++] = (byte) c;
      } else {
        length = at;
        escaped(c);
        at = length;
      }
    }
    into[at++] = '"';
    length = at;
  }

  /** There is room already. */
  private void escaped(char c) {
    out[length++] = '\\';
    switch (c) {
      case '"', '\\' -> out[length++] = (byte) c;
      case '\n' -> out[length++] = 'n';
      case '\r' -> out[length++] = 'r';
      case '\t' -> out[length++] = 't';
      case '\b' -> out[length++] = 'b';
      case '\f' -> out[length++] = 'f';
      default -> {
        out[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
          out[length++] = HEX[c >> shift & 15];
        }
      }
    }
  }

  private void put(char c) {
    room(1);
    out[length++] = (byte) c;
  }

  private void ascii(String text) {
    int n = text.length();
    room(n);
    for (int i = 0; i < n; i++) {
      out[length + i] = (byte) text.charAt(i);
    }
    length += n;
  }

  private void room(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(length + more, 2 * out.length));
    }
  }
}
