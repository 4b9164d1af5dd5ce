package io.foretide.store.codec;

import java.util.Arrays;

/**
 * A column of doubles in the smallest of a few forms, all of them lossless to the bit except that
 * every NaN becomes the canonical one.
 *
 * <p>Forms: one constant; whole multiples of a power of ten as differences (sensors report few
 * decimals); XOR with the value before without its zero bytes; plain. NaN sits in a bitmap before
 * the others.
 */
public final class Doubles {
  private static final int CONSTANT = 0;
  private static final int DECIMAL = 1;
  private static final int XOR = 2;
  private static final int PLAIN = 3;
  private static final int WITH_NAN = 8;
  private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
  private static final double LARGEST = 1L << 50;

  private Doubles() {}

  /** Appends {@code v[from, to)}; the count is not part of it. */
  public static void encode(double[] v, int from, int to, Bytes out) {
    int n = to - from;
    if (n == 0) {
      return;
    }
    int nans = 0;
    for (int i = from; i < to; i++) {
      if (Double.isNaN(v[i])) {
        nans++;
      }
    }
    if (nans > 0 && nans < n) {
      double[] some = new double[n - nans];
      byte[] bitmap = new byte[(n + 7) / 8];
      int k = 0;
      for (int i = 0; i < n; i++) {
        double x = v[from + i];
        if (Double.isNaN(x)) {
          bitmap[i >> 3] |= (byte) (1 << (i & 7));
        } else {
          some[k++] = x;
        }
      }
      encodeForm(some, 0, k, WITH_NAN, bitmap, out);
    } else {
      encodeForm(v, from, to, 0, new byte[0], out);
    }
  }

  private static void encodeForm(double[] v, int from, int to, int flag, byte[] bitmap, Bytes out) {
    int start = out.size();
    out.put(0);
    out.put(bitmap);
    int form = form(v, from, to, out);
    out.set(start, form | flag);
  }

  private static int form(double[] v, int from, int to, Bytes out) {
    long first = Double.doubleToLongBits(v[from]);
    boolean constant = true;
    for (int i = from + 1; i < to && constant; i++) {
      constant = Double.doubleToLongBits(v[i]) == first;
    }
    if (constant) {
      out.putLong(first);
      return CONSTANT;
    }
    int start = out.size();
    int power = power(v, from, to);
    if (power >= 0) {
      decimal(v, from, to, power, out);
      return DECIMAL;
    }
    int limit = start + 8 * (to - from);
    long before = 0;
    for (int i = from; i < to; i++) {
      long bits = Double.doubleToLongBits(v[i]);
      long x = bits ^ before;
      before = bits;
      int tail = x == 0 ? 0 : Long.numberOfTrailingZeros(x) >>> 3;
      int length = 8 - tail - (Long.numberOfLeadingZeros(x) >>> 3);
      length = Math.max(0, length);
      out.put((tail << 4) | length);
      out.putLow(x >>> (8 * tail), length);
      if (out.size() >= limit) {
        break;
      }
    }
    if (out.size() < limit) {
      return XOR;
    }
    out.cut(start);
    for (int i = from; i < to; i++) {
      out.putLong(Double.doubleToLongBits(v[i]));
    }
    return PLAIN;
  }

  /** The least power of ten that makes all values whole, exactly; -1 if there is none. */
  private static int power(double[] v, int from, int to) {
    int power = 0;
    for (int i = from; i < to; i++) {
      double x = v[i];
      while (!whole(x, power)) {
        if (++power == POWERS.length) {
          return -1;
        }
      }
    }
    // A greater power may lose a value that a smaller one kept.
    for (int i = from; i < to; i++) {
      if (!whole(v[i], power)) {
        return -1;
      }
    }
    return power;
  }

  private static boolean whole(double x, int power) {
    double scaled = x * POWERS[power];
    if (!(Math.abs(scaled) <= LARGEST)) {
      return false;
    }
    // By way of a long, as decoding does: that drops the sign of -0.0, which then is not whole.
    double k = (long) Math.rint(scaled);
    return Double.doubleToRawLongBits(k / POWERS[power]) == Double.doubleToRawLongBits(x);
  }

  private static void decimal(double[] v, int from, int to, int power, Bytes out) {
    out.put(power);
    long before = 0;
    for (int i = from; i < to; i++) {
      long k = (long) Math.rint(v[i] * POWERS[power]);
      out.putSigned(k - before);
      before = k;
    }
  }

  /** Reads {@code n} values into {@code v[from, from + n)}. */
  public static void decode(Reader in, double[] v, int from, int n) {
    if (n == 0) {
      return;
    }
    int head = in.get();
    if ((head & WITH_NAN) == 0) {
      decodeForm(head, in, v, from, n);
      return;
    }
    byte[] bitmap = in.get((n + 7) / 8);
    int nans = 0;
    for (int i = 0; i < n; i++) {
      nans += (bitmap[i >> 3] >> (i & 7)) & 1;
    }
    if (nans >= n) {
      throw new DamagedException("a packed column has " + nans + " gaps in " + n + " values");
    }
    double[] some = new double[n - nans];
    decodeForm(head & ~WITH_NAN, in, some, 0, some.length);
    int k = 0;
    for (int i = 0; i < n; i++) {
      v[from + i] = (bitmap[i >> 3] & (1 << (i & 7))) != 0 ? Double.NaN : some[k++];
    }
  }

  private static void decodeForm(int form, Reader in, double[] v, int from, int n) {
    switch (form) {
      case CONSTANT -> Arrays.fill(v, from, from + n, Double.longBitsToDouble(in.getLong()));
      case DECIMAL -> {
        int power = in.get();
        if (power >= POWERS.length) {
          throw new DamagedException("a packed column is scaled by 10^" + power);
        }
        long k = 0;
        for (int i = from; i < from + n; i++) {
          k += in.getSigned();
          v[i] = k / POWERS[power];
        }
      }
      case XOR -> {
        long bits = 0;
        for (int i = from; i < from + n; i++) {
          int control = in.get();
          int tail = control >>> 4;
          int length = control & 15;
          if (tail + length > 8) {
            throw new DamagedException("a packed value is longer than 8 bytes");
          }
          if (length > 0) {
            bits ^= in.getLow(length) << (8 * tail);
          }
          v[i] = Double.longBitsToDouble(bits);
        }
      }
      case PLAIN -> {
        for (int i = from; i < from + n; i++) {
          v[i] = Double.longBitsToDouble(in.getLong());
        }
      }
      default -> throw new DamagedException("packed column of unknown form " + form);
    }
  }
}
