package io.foretide.connectors.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Snappy in plain Java: bytes of others are bounds-checked, a broken page is refused and no more.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">the format</a>
 */
final class Snappy {
  private static final int TABLE_BITS = 12;
  private static final int SHORTEST = 4;
  private static final int LONGEST = 64;
  private static final int WINDOW = 65_536;

  /** Most bytes that one byte can stand for: three of a copy yield 64. */
  private static final int RATIO = 22;

  private Snappy() {}

  static byte[] compress(byte[] in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length + 16);
    Varint.write(out, in.length);
    ByteBuffer words = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN);
    int[] seen = new int[1 << TABLE_BITS];
    Arrays.fill(seen, -1);
    int told = 0;
    int at = 0;
    while (at + SHORTEST <= in.length) {
      int word = words.getInt(at);
      int slot = word * 0x1e35a7bd >>> 32 - TABLE_BITS;
      int before = seen[slot];
      seen[slot] = at;
      if (before < 0 || at - before >= WINDOW || words.getInt(before) != word) {
        at++;
        continue;
      }
      int n = SHORTEST;
      while (n < LONGEST && at + n < in.length && in[before + n] == in[at + n]) {
        n++;
      }
      literal(out, in, told, at);
      out.write(n - 1 << 2 | 2);
      out.write(at - before);
      out.write(at - before >> 8);
      at += n;
      told = at;
    }
    literal(out, in, told, in.length);
    return out.toByteArray();
  }

  private static void literal(ByteArrayOutputStream out, byte[] in, int from, int to) {
    int n = to - from - 1;
    if (n < 0) {
      return;
    }
    if (n < 60) {
      out.write(n << 2);
    } else {
      int bytes = n < 1 << 8 ? 1 : n < 1 << 16 ? 2 : n < 1 << 24 ? 3 : 4;
      out.write(59 + bytes << 2);
      for (int b = 0; b < bytes; b++) {
        out.write(n >> 8 * b);
      }
    }
    out.write(in, from, n + 1);
  }

  /**
   * The bytes that were compressed.
   *
   * @param in all of it is read
   * @param length they are said to have
   * @throws RuntimeException if they are not what they are said to be
   */
  static ByteBuffer uncompress(ByteBuffer in, int length) {
    if (Varint.read(in) != length || length > (long) RATIO * in.remaining() + LONGEST) {
      throw new IllegalArgumentException("a page has another length than it says");
    }
    byte[] out = new byte[length];
    int at = 0;
    while (in.hasRemaining()) {
      int tag = in.get() & 0xff;
      if ((tag & 3) == 0) {
        int n = tag >> 2;
        n = n < 60 ? n : little(in, n - 59);
        in.get(out, at, n + 1);
        at += n + 1;
        continue;
      }
      int n = (tag & 3) == 1 ? 4 + (tag >> 2 & 7) : (tag >> 2) + 1;
      int back =
          switch (tag & 3) {
            case 1 -> tag >> 5 << 8 | in.get() & 0xff;
            case 2 -> little(in, 2);
            default -> little(in, 4);
          };
      if (back <= 0) {
        throw new IllegalArgumentException("a page repeats what was not told yet");
      }
      for (int end = at + n; at < end; at++) {
        out[at] = out[at - back];
      }
    }
    if (at != length) {
      throw new IllegalArgumentException("a page ends early");
    }
    return ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int little(ByteBuffer in, int bytes) {
    int out = 0;
    for (int b = 0; b < bytes; b++) {
      out |= (in.get() & 0xff) << 8 * b;
    }
    return out;
  }
}
