package io.foretide.core.training;

import io.foretide.core.frame.Frame;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes that tell whether two trainings read and learned the same. */
public final class Fingerprints {
  private static final int BLOCK = 1024;

  private Fingerprints() {}

  /** SHA-256 over all times and values of a frame, hexadecimal; all "no value" are alike. */
  public static String of(Frame frame) {
    MessageDigest digest = sha256();
    ByteBuffer out = ByteBuffer.allocate(8 * BLOCK);
    for (long time : frame.times()) {
      put(digest, out, time);
    }
    for (int c = 0; c < frame.width(); c++) {
      for (double value : frame.column(c)) {
        put(digest, out, Double.doubleToLongBits(value));
      }
    }
    digest.update(out.flip());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void put(MessageDigest digest, ByteBuffer out, long bits) {
    out.putLong(bits);
    if (!out.hasRemaining()) {
      digest.update(out.flip());
      out.clear();
    }
  }

  /** SHA-256 of bytes, hexadecimal. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
