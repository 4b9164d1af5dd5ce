package io.foretide.ingest.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Text that may be packed with gzip, which its first two bytes tell. */
public final class Packed {
  private static final int BUFFER = 1 << 16;

  private Packed() {}

  /** Whether the first two bytes are gzip's. */
  static boolean is(byte[] first) {
    return first.length >= 2 && first[0] == (byte) 0x1f && first[1] == (byte) 0x8b;
  }

  /** The text itself, unpacked where it is packed; for streams that cannot be read twice too. */
  public static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    byte[] first = buffered.readNBytes(2);
    buffered.reset();
    return is(first) ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }
}
