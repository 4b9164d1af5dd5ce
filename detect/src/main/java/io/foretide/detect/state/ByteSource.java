package io.foretide.detect.state;

import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a {@link ByteSink} wrote. Damaged bytes give a {@link RefusedException}, never wrong
 * memory use: every length is checked against what is left.
 */
public final class ByteSource {
  private final byte[] bytes;
  private int at;

  /** Reads from the start of these bytes, which are not copied. */
  public ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads a header and requires that it is of this kind and of a known version. */
  public void expectHeader(String what) {
    String found = header();
    if (!found.equals(what)) {
      throw damaged("it holds '" + found + "', expected '" + what + "'");
    }
  }

  /** Reads a header and returns what it announces. */
  public String header() {
    if (getInt() != ByteSink.MAGIC) {
      throw damaged("it does not start with the mark of a saved detector");
    }
    int version = getInt();
    if (version != ByteSink.VERSION) {
      throw damaged("its format version is " + version + ", known is " + ByteSink.VERSION);
    }
    return getString();
  }

  /** Requires that everything was read. */
  public void expectEnd() {
    if (at != bytes.length) {
      throw damaged((bytes.length - at) + " bytes are left over");
    }
  }

  /** Reads one unsigned byte. */
  public int getByte() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  /** Reads a truth value. */
  public boolean getBoolean() {
    return getByte() != 0;
  }

  /** Reads four bytes. */
  public int getInt() {
    need(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 8) | (bytes[at++] & 0xFF);
    }
    return value;
  }

  /** Reads eight bytes. */
  public long getLong() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (bytes[at++] & 0xFF);
    }
    return value;
  }

  /** Reads a number bit for bit. */
  public double getDouble() {
    return Double.longBitsToDouble(getLong());
  }

  /** Reads a number bit for bit. */
  public float getFloat() {
    return Float.intBitsToFloat(getInt());
  }

  /** Reads a length and text. */
  public String getString() {
    return new String(getBytes(), StandardCharsets.UTF_8);
  }

  /** Reads a length and bytes. */
  public byte[] getBytes() {
    int n = length(1);
    byte[] values = Arrays.copyOfRange(bytes, at, at + n);
    at += n;
    return values;
  }

  /** Reads a length and numbers. */
  public double[] getDoubles() {
    double[] values = new double[length(8)];
    for (int i = 0; i < values.length; i++) {
      values[i] = getDouble();
    }
    return values;
  }

  /** Reads numbers into an array of the length that was saved. */
  public void getDoubles(double[] into) {
    int n = length(8);
    if (n != into.length) {
      throw damaged("an array has " + n + " numbers, expected " + into.length);
    }
    for (int i = 0; i < n; i++) {
      into[i] = getDouble();
    }
  }

  /** Reads a length and numbers. */
  public float[] getFloats() {
    float[] values = new float[length(4)];
    for (int i = 0; i < values.length; i++) {
      values[i] = getFloat();
    }
    return values;
  }

  /** Reads a length and numbers. */
  public int[] getInts() {
    int[] values = new int[length(4)];
    for (int i = 0; i < values.length; i++) {
      values[i] = getInt();
    }
    return values;
  }

  /** Reads a length and numbers. */
  public long[] getLongs() {
    long[] values = new long[length(8)];
    for (int i = 0; i < values.length; i++) {
      values[i] = getLong();
    }
    return values;
  }

  /** Reads a number and requires that it lies within these bounds. */
  public int getInt(int least, int most) {
    int value = getInt();
    if (value < least || value > most) {
      throw damaged("a number is " + value + ", expected " + least + " to " + most);
    }
    return value;
  }

  /** The refusal for bytes that make no sense. */
  public RefusedException damaged(String how) {
    return Refused.because(
            "the saved form cannot be read at byte " + at + ": " + how,
            "bytes as they were saved, by this or an earlier version")
        .asException();
  }

  private int length(int width) {
    int n = getInt();
    if (n < 0 || (long) n * width > bytes.length - at) {
      throw damaged("an array of " + n + " elements does not fit into what is left");
    }
    return n;
  }

  private void need(int n) {
    if (bytes.length - at < n) {
      throw damaged("it ends too early");
    }
  }
}
