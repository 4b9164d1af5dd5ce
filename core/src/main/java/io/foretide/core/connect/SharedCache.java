package io.foretide.core.connect;

import java.util.Optional;

/**
 * Small texts that several processes may share for a while. It may forget at any moment, so an
 * outage of it is no trouble: nothing is found then. Thread-safe.
 */
public interface SharedCache {
  Optional<String> get(String key);

  /**
   * Keeps a text, over one that is there.
   *
   * @param life nanoseconds until it is forgotten
   */
  void put(String key, String text, long life);

  void remove(String key);
}
