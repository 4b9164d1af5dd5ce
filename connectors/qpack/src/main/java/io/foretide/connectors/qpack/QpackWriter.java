package io.foretide.connectors.qpack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes qpack in its smallest form. Containers of up to five items say their number; larger ones
 * are opened and closed. Not thread-safe.
 */
public final class QpackWriter {
  private static final int FEW = 5;
  private byte[] out = new byte[256];
  private int size;

  private ByteBuffer room(int bytes) {
    if (out.length - size < bytes) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, size + bytes));
    }
    ByteBuffer b = ByteBuffer.wrap(out, size, bytes).order(ByteOrder.LITTLE_ENDIAN);
    size += bytes;
    return b;
  }

  private QpackWriter one(int b) {
    room(1).put((byte) b);
    return this;
  }

  public QpackWriter nothing() {
    return one(0xfb);
  }

  public QpackWriter flag(boolean value) {
    return one(value ? 0xf9 : 0xfa);
  }

  public QpackWriter whole(long v) {
    if (v >= 0 && v < 0x40) {
      return one((int) v);
    }
    if (v < 0 && v >= -60) {
      return one((int) (63 - v));
    }
    if (v == (byte) v) {
      room(2).put((byte) 0xe8).put((byte) v);
    } else if (v == (short) v) {
      room(3).put((byte) 0xe9).putShort((short) v);
    } else if (v == (int) v) {
      room(5).put((byte) 0xea).putInt((int) v);
    } else {
      room(9).put((byte) 0xeb).putLong(v);
    }
    return this;
  }

  /** A floating-point number, also where it is whole: SiriDB keeps the type of a first value. */
  public QpackWriter real(double v) {
    if (v == 0) {
      return one(0x7e);
    }
    if (v == 1) {
      return one(0x7f);
    }
    if (v == -1) {
      return one(0x7d);
    }
    room(9).put((byte) 0xec).putDouble(v);
    return this;
  }

  public QpackWriter text(String value) {
    return raw(value.getBytes(StandardCharsets.UTF_8));
  }

  public QpackWriter raw(byte[] value) {
    int n = value.length;
    if (n < 100) {
      one(0x80 + n);
    } else if (n < 1 << 8) {
      room(2).put((byte) 0xe4).put((byte) n);
    } else if (n < 1 << 16) {
      room(3).put((byte) 0xe5).putShort((short) n);
    } else {
      room(5).put((byte) 0xe6).putInt(n);
    }
    room(n).put(value);
    return this;
  }

  /** Begins an array of so many items; {@link #endArray} ends it. */
  public QpackWriter array(int items) {
    return one(items <= FEW ? 0xed + items : 0xfc);
  }

  /**
   * Ends an array.
   *
   * @param items the number that it began with
   */
  public QpackWriter endArray(int items) {
    return items <= FEW ? this : one(0xfe);
  }

  /** Begins a map of so many pairs; {@link #endMap} ends it. */
  public QpackWriter map(int pairs) {
    return one(pairs <= FEW ? 0xf3 + pairs : 0xfd);
  }

  /**
   * Ends a map.
   *
   * @param pairs the number that it began with
   */
  public QpackWriter endMap(int pairs) {
    return pairs <= FEW ? this : one(0xff);
  }

  public int size() {
    return size;
  }

  public byte[] bytes() {
    return Arrays.copyOf(out, size);
  }
}
