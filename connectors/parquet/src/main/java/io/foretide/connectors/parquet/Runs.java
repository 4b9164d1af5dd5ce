package io.foretide.connectors.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Small numbers as Parquet packs them: runs of one number, or eight at a time bit by bit. */
final class Runs {
  private Runs() {}

  /**
   * Reads numbers.
   *
   * @param width bits of each
   * @param count how many; later ones are left out
   */
  static int[] read(ByteBuffer in, int width, int count) {
    if (width < 0 || width > 31) {
      throw new IllegalArgumentException("numbers of " + width + " bits");
    }
    int[] out = new int[count];
    int at = 0;
    while (at < count) {
      long head = Varint.read(in);
      long n = (head & 1) == 0 ? head >>> 1 : Math.min(head >>> 1, Integer.MAX_VALUE / 8) * 8;
      if (n == 0) {
        throw new IllegalArgumentException("an empty run");
      }
      int end = (int) Math.min(count, at + n);
      if ((head & 1) == 0) {
        int value = 0;
        for (int b = 0; b < width; b += 8) {
          value |= (in.get() & 0xff) << b;
        }
        Arrays.fill(out, at, end, value);
      } else {
        packed(in, width, out, at, end);
      }
      at = end;
    }
    return out;
  }

  private static void packed(ByteBuffer in, int width, int[] out, int from, int to) {
    long bits = 0;
    int held = 0;
    for (int i = from; i < to; i++) {
      while (held < width) {
        bits |= (in.get() & 0xffL) << held;
        held += 8;
      }
      out[i] = (int) (bits & (1L << width) - 1);
      bits >>>= width;
      held -= width;
    }
    // A group of eight is always whole.
    int whole = (to - from + 7) / 8 * width;
    int read = ((to - from) * width + 7) / 8;
    in.position(in.position() + whole - read);
  }
}
