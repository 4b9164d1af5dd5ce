package io.foretide.connectors.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Numbers of seven bits a byte, the lowest first. */
final class Varint {
  private Varint() {}

  static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static long read(ByteBuffer in) {
    long out = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.get();
      out |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return out;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
