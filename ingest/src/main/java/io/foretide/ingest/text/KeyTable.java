package io.foretide.ingest.text;

import java.util.Arrays;

/**
 * Numbers keys of bytes under a parent number: known keys are found without making an object. Keys
 * are copied, so that the input may be reused. Not thread-safe.
 */
public final class KeyTable {
  private byte[] bytes = new byte[1024];
  private int used;
  private int[] ends = new int[32];
  private int[] parents = new int[32];
  private long[] hashes = new long[32];
  private int[] slots = new int[64];
  private int size;

  public int size() {
    return size;
  }

  /** The number of a key, or -1. */
  public int find(int parent, long hash, byte[] b, int from, int to) {
    int mask = slots.length - 1;
    for (int slot = spread(hash, parent) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int n = slots[slot] - 1;
      if (hashes[n] == hash
          && parents[n] == parent
          && Arrays.equals(bytes, n == 0 ? 0 : ends[n - 1], ends[n], b, from, to)) {
        return n;
      }
    }
    return -1;
  }

  /** Adds a key that is not there yet; numbers rise from 0. */
  public int add(int parent, long hash, byte[] b, int from, int to) {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      parents = Arrays.copyOf(parents, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
      slots = new int[4 * size];
      for (int n = 0; n < size; n++) {
        place(n);
      }
    }
    int length = to - from;
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + length));
    }
    System.arraycopy(b, from, bytes, used, length);
    used += length;
    ends[size] = used;
    parents[size] = parent;
    hashes[size] = hash;
    place(size);
    return size++;
  }

  private void place(int n) {
    int mask = slots.length - 1;
    int slot = spread(hashes[n], parents[n]) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = n + 1;
  }

  private static int spread(long hash, int parent) {
    long h = (hash ^ parent * 0x9E3779B97F4A7C15L) * 0xD6E8FEB86659FD93L;
    return (int) (h >>> 32);
  }
}
