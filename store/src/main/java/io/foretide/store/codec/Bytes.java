package io.foretide.store.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes that is written at its end. Not thread-safe. */
public final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private byte[] data;
  private int n;

  public Bytes(int expected) {
    data = new byte[Math.max(16, expected)];
  }

  private void reserve(int more) {
    if (n + more > data.length) {
      data = Arrays.copyOf(data, Math.max(n + more, 2 * data.length));
    }
  }

  public int size() {
    return n;
  }

  /** Forgets everything after a position. */
  public void cut(int size) {
    n = size;
  }

  public void put(int b) {
    reserve(1);
    data[n++] = (byte) b;
  }

  /** Overwrites a byte that was put before. */
  public void set(int position, int b) {
    data[position] = (byte) b;
  }

  public void put(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, data, n, bytes.length);
    n += bytes.length;
  }

  /** Eight bytes, little-endian. */
  public void putLong(long v) {
    putLow(v, 8);
  }

  /** The lowest bytes of a long, little-endian. */
  public void putLow(long v, int bytes) {
    reserve(8);
    LONG.set(data, n, v);
    n += bytes;
  }

  /** Seven bits a byte, lowest first; small numbers are short. */
  public void putUnsigned(long v) {
    reserve(10);
    long rest = v;
    while ((rest & ~0x7fL) != 0) {
      data[n++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    data[n++] = (byte) rest;
  }

  /** As {@link #putUnsigned}, with the sign in the lowest bit. */
  public void putSigned(long v) {
    putUnsigned((v << 1) ^ (v >> 63));
  }

  public byte[] toArray() {
    return Arrays.copyOf(data, n);
  }
}
