package io.foretide.ingest.line;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the names of series over requests, so that a known key makes no string. Bounded: one
 * name per slot, a newer one takes the place of an older. Thread-safe without locks.
 */
final class NameCache {
  private static final int SLOTS = 1 << 15;
  private static final int LONGEST_KEY = 256;

  private record Entry(long hash, byte[] key, int series, String name) {}

  private final AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(SLOTS);

  /**
   * @param hash of series and field
   */
  @Nullable String find(long hash, byte[] b, int from, int to, int fieldFrom, int fieldTo) {
    Entry e = slots.get(slot(hash));
    boolean same =
        e != null
            && e.hash == hash
            && Arrays.equals(e.key, 0, e.series, b, from, to)
            && Arrays.equals(e.key, e.series, e.key.length, b, fieldFrom, fieldTo);
    return same && e != null ? e.name : null;
  }

  void put(long hash, byte[] b, int from, int to, int fieldFrom, int fieldTo, String name) {
    int series = to - from;
    int field = fieldTo - fieldFrom;
    if (series + field > LONGEST_KEY) {
      return;
    }
    byte[] key = Arrays.copyOf(Arrays.copyOfRange(b, from, to), series + field);
    System.arraycopy(b, fieldFrom, key, series, field);
    slots.set(slot(hash), new Entry(hash, key, series, name));
  }

  private static int slot(long hash) {
    return (int) ((hash * 0xD6E8FEB86659FD93L) >>> 49);
  }
}
