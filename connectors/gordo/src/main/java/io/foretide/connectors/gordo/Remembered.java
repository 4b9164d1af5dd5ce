package io.foretide.connectors.gordo;

import io.foretide.core.time.WallClock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Things that are so for a while. Thread-safe. */
final class Remembered {
  private static final int MOST = 50_000;

  private final WallClock clock;
  private final long life;
  private final Map<String, Long> since =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param life nanoseconds
   */
  Remembered(WallClock clock, long life) {
    this.clock = clock;
    this.life = life;
  }

  synchronized void add(String key) {
    since.remove(key);
    since.put(key, clock.monotonic());
  }

  /** Nanoseconds since it was first so; below zero if it is not. */
  synchronized long age(String key) {
    Long at = since.get(key);
    if (at == null) {
      return -1;
    }
    long age = clock.monotonic() - at;
    if (age >= life) {
      since.remove(key);
      return -1;
    }
    return age;
  }

  boolean has(String key) {
    return age(key) >= 0;
  }

  synchronized void addFirst(String key) {
    if (age(key) < 0) {
      add(key);
    }
  }

  synchronized void remove(String key) {
    since.remove(key);
  }
}
