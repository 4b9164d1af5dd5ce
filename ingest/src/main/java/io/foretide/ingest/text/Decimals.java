package io.foretide.ingest.text;

import java.nio.charset.StandardCharsets;

/**
 * Numbers in bytes. Every result is the double nearest to the text: short numbers are computed
 * directly (exact below 2^53 with a power of ten up to 22, W. D. Clinger, "How to Read Floating
 * Point Numbers Accurately", 1990), others through {@link Double#parseDouble}.
 */
public final class Decimals {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT = 1L << 53;
  private static final int MAX_LENGTH = 400;

  private Decimals() {}

  /**
   * The number in {@code [from, to)}: sign, digits, decimal sign, exponent. No spaces.
   *
   * @param point the decimal sign, {@code '.'} or {@code ','}
   * @return NaN if the bytes are no such number; infinite if it is too large for a double or an
   *     infinity in words
   */
  public static double parse(byte[] b, int from, int to, byte point) {
    int i = from;
    boolean negative = false;
    if (i < to && (b[i] == '-' || b[i] == '+')) {
      negative = b[i++] == '-';
    }
    int first = i;
    long mantissa = 0;
    int significant = 0;
    int digits = 0;
    int scale = 0;
    boolean fraction = false;
    for (; i < to; i++) {
      int d = b[i] - '0';
      if (d >= 0 && d <= 9) {
        digits++;
        if (significant < 18) {
          mantissa = mantissa * 10 + d;
          significant += mantissa == 0 ? 0 : 1;
          scale -= fraction ? 1 : 0;
        } else {
          significant++;
          scale += fraction ? 0 : 1;
        }
      } else if (b[i] == point && !fraction) {
        fraction = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return infinity(b, first, to, negative);
    }
    if (i < to) {
      int exponent = exponent(b, i, to);
      if (exponent == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      scale += exponent;
    }
    if (mantissa == 0) {
      return negative ? -0.0 : 0.0;
    }
    if (significant <= 18 && mantissa <= EXACT && scale >= -22 && scale <= 22) {
      double r = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
      return negative ? -r : r;
    }
    return slow(b, from, to, point);
  }

  private static int exponent(byte[] b, int at, int to) {
    int i = at;
    if (b[i] != 'e' && b[i] != 'E') {
      return Integer.MIN_VALUE;
    }
    i++;
    boolean negative = false;
    if (i < to && (b[i] == '-' || b[i] == '+')) {
      negative = b[i++] == '-';
    }
    if (i == to) {
      return Integer.MIN_VALUE;
    }
    int n = 0;
    for (; i < to; i++) {
      int d = b[i] - '0';
      if (d < 0 || d > 9) {
        return Integer.MIN_VALUE;
      }
      n = Math.min(99_999, n * 10 + d);
    }
    return negative ? -n : n;
  }

  private static double slow(byte[] b, int from, int to, byte point) {
    if (to - from > MAX_LENGTH) {
      return Double.NaN;
    }
    String text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    return Double.parseDouble(point == '.' ? text : text.replace((char) point, '.'));
  }

  private static double infinity(byte[] b, int from, int to, boolean negative) {
    boolean is = Words.is(b, from, to, "inf") || Words.is(b, from, to, "infinity");
    if (!is) {
      return Double.NaN;
    }
    return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /**
   * The whole number in {@code [from, to)}: an optional minus and up to 19 digits.
   *
   * @return {@link Long#MIN_VALUE} if the bytes are no such number or it does not fit
   */
  public static long parseLong(byte[] b, int from, int to) {
    int i = from;
    boolean negative = i < to && b[i] == '-';
    if (negative) {
      i++;
    }
    if (i == to || to - i > 19) {
      return Long.MIN_VALUE;
    }
    long n = 0;
    for (; i < to; i++) {
      int d = b[i] - '0';
      if (d < 0 || d > 9) {
        return Long.MIN_VALUE;
      }
      n = n * 10 + d;
      if (n < 0) {
        return Long.MIN_VALUE;
      }
    }
    return negative ? -n : n;
  }

  /** {@code n * unit}, or {@link Long#MIN_VALUE} if that does not fit. */
  public static long times(long n, long unit) {
    long low = n * unit;
    return Math.multiplyHigh(n, unit) == (low >> 63) ? low : Long.MIN_VALUE;
  }
}
