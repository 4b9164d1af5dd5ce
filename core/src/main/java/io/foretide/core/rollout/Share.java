package io.foretide.core.rollout;

import java.nio.charset.StandardCharsets;

/** Which models a canary begins with: the same ones whenever and wherever it is asked. */
public final class Share {
  private static final int OFFSET = 0x811c9dc5;
  private static final int PRIME = 0x01000193;

  private Share() {}

  /**
   * A number in [0, 1) that depends on the name alone: FNV-1a, 32 bits (Fowler, Noll, Vo), with the
   * final mixing of MurmurHash3, as the high bits of FNV-1a hardly move for short names.
   */
  public static double of(String name) {
    int h = OFFSET;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * PRIME;
    }
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    h ^= h >>> 16;
    return (h & 0xffffffffL) / 4294967296.0;
  }

  /** Whether a name is in a share from 0 (none) to 1 (all). A larger share holds a smaller one. */
  public static boolean holds(double share, String name) {
    return of(name) < share;
  }
}
