package io.foretide.hub.enodo.data;

import io.foretide.core.error.ProviderException;
import java.util.SortedMap;

/** Keeps texts by key for good. Thread-safe; durable on return. */
public interface Keeper {
  /** Everything whose key begins so, by key. */
  SortedMap<String, String> all(String prefix) throws ProviderException;

  void put(String key, String value) throws ProviderException;

  /** Removes a text; nothing happens if there is none. */
  void remove(String key) throws ProviderException;
}
