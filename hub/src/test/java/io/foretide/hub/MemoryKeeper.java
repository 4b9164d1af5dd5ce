package io.foretide.hub;

import io.foretide.hub.enodo.data.Keeper;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps texts in memory. */
final class MemoryKeeper implements Keeper {
  private final TreeMap<String, String> texts = new TreeMap<>();

  @Override
  public synchronized SortedMap<String, String> all(String prefix) {
    return new TreeMap<>(texts.subMap(prefix, prefix + Character.MAX_VALUE));
  }

  @Override
  public synchronized void put(String key, String value) {
    texts.put(key, value);
  }

  @Override
  public synchronized void remove(String key) {
    texts.remove(key);
  }
}
