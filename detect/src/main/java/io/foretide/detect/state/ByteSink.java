package io.foretide.detect.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends numbers to a growing byte array, big-endian. */
public final class ByteSink {
  static final int MAGIC = 0x46444554;
  static final int VERSION = 1;

  private byte[] bytes = new byte[256];
  private int size;

  /** An empty sink. */
  public ByteSink() {}

  /** Starts a saved form: magic, format version, and what it is. */
  public void putHeader(String what) {
    putInt(MAGIC);
    putInt(VERSION);
    putString(what);
  }

  /** Appends one byte. */
  public void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Appends a truth value. */
  public void putBoolean(boolean value) {
    putByte(value ? 1 : 0);
  }

  /** Appends four bytes. */
  public void putInt(int value) {
    reserve(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Appends eight bytes. */
  public void putLong(long value) {
    reserve(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Appends the bits of a number, so that it reads back identical. */
  public void putDouble(double value) {
    putLong(Double.doubleToRawLongBits(value));
  }

  /** Appends the bits of a number. */
  public void putFloat(float value) {
    putInt(Float.floatToRawIntBits(value));
  }

  /** Appends a length and UTF-8 bytes. */
  public void putString(String value) {
    putBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends a length and bytes. */
  public void putBytes(byte[] values) {
    putInt(values.length);
    reserve(values.length);
    System.arraycopy(values, 0, bytes, size, values.length);
    size += values.length;
  }

  /** Appends a length and numbers. */
  public void putDoubles(double[] values) {
    putInt(values.length);
    for (double v : values) {
      putDouble(v);
    }
  }

  /** Appends a length and numbers. */
  public void putFloats(float[] values) {
    putInt(values.length);
    for (float v : values) {
      putFloat(v);
    }
  }

  /** Appends a length and numbers. */
  public void putInts(int[] values) {
    putInt(values.length);
    for (int v : values) {
      putInt(v);
    }
  }

  /** Appends a length and numbers. */
  public void putLongs(long[] values) {
    putInt(values.length);
    for (long v : values) {
      putLong(v);
    }
  }

  /** What was appended so far. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
