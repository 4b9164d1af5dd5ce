package io.foretide.store.point;

import io.foretide.store.codec.DamagedException;

/** Says what is wrong with packed points. */
public final class PackedPoints {
  private PackedPoints() {}

  /** Why a chunk does not agree with its row; empty if it does. */
  public static String wrong(long first, long last, int count, byte[] data) {
    try {
      Points p = PointCodec.chunk(data, count);
      if (p.isEmpty() || p.first() != first || p.last() != last) {
        return "does not reach from its first to its last time";
      }
      return rising(p);
    } catch (DamagedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String rising(Points p) {
    for (int i = 1; i < p.n(); i++) {
      if (p.times()[i] <= p.times()[i - 1]) {
        return "times do not rise after " + p.times()[i - 1];
      }
    }
    return "";
  }

  /** Why a log row cannot be read; empty if it can. */
  public static String wrongLog(byte[] data) {
    StringBuilder out = new StringBuilder();
    try {
      PointCodec.log(data, id -> id, (_, p) -> out.append(rising(p)));
    } catch (DamagedException e) {
      out.append(e.getMessage());
    }
    return out.toString();
  }
}
