package io.foretide.core.connect;

import io.foretide.core.time.WallClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A cache of this process alone; the entry unused for longest goes first. Thread-safe. */
public final class MemoryCache implements SharedCache {
  private final WallClock clock;
  private final Map<String, Kept> entries;

  private record Kept(String text, long until) {}

  /**
   * @param most entries at a time
   */
  public MemoryCache(WallClock clock, int most) {
    this.clock = clock;
    this.entries =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public synchronized Optional<String> get(String key) {
    Kept found = entries.get(key);
    if (found == null) {
      return Optional.empty();
    }
    if (clock.monotonic() - found.until() >= 0) {
      entries.remove(key);
      return Optional.empty();
    }
    return Optional.of(found.text());
  }

  @Override
  public synchronized void put(String key, String text, long life) {
    entries.put(key, new Kept(text, clock.monotonic() + life));
  }

  @Override
  public synchronized void remove(String key) {
    entries.remove(key);
  }
}
