package io.foretide.store.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads what {@link Bytes} wrote. Every method throws {@link DamagedException} beyond the end. Not
 * thread-safe.
 */
public final class Reader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private final byte[] data;
  private int at;

  public Reader(byte[] data) {
    this.data = data;
  }

  public boolean atEnd() {
    return at == data.length;
  }

  public int get() {
    need(1);
    return data[at++] & 0xff;
  }

  public byte[] get(int n) {
    need(n);
    byte[] out = new byte[n];
    System.arraycopy(data, at, out, 0, n);
    at += n;
    return out;
  }

  /** All that is left. */
  public byte[] rest() {
    return get(data.length - at);
  }

  public long getLong() {
    return getLow(8);
  }

  public long getLow(int bytes) {
    need(bytes);
    if (at + 8 <= data.length) {
      long v = (long) LONG.get(data, at);
      at += bytes;
      return bytes == 8 ? v : v & ((1L << (8 * bytes)) - 1);
    }
    long v = 0;
    for (int i = 0; i < bytes; i++) {
      v |= (data[at++] & 0xffL) << (8 * i);
    }
    return v;
  }

  public long getUnsigned() {
    long v = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      need(1);
      byte b = data[at++];
      v |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return v;
      }
    }
    throw new DamagedException("a packed number is longer than 64 bits");
  }

  public long getSigned() {
    long v = getUnsigned();
    return (v >>> 1) ^ -(v & 1);
  }

  /** A count, which must not exceed a limit. */
  public int getCount(int limit) {
    long n = getUnsigned();
    if (n < 0 || n > limit) {
      throw new DamagedException("a packed count is " + n + ": expected at most " + limit);
    }
    return (int) n;
  }

  private void need(int n) {
    if (n < 0 || data.length - at < n) {
      throw new DamagedException("packed data is cut short at byte " + data.length);
    }
  }
}
