package io.foretide.hub.explore;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest surveys, so that turning a page does not begin anew. Thread-safe. */
final class Recent {
  private static final int MOST = 8;
  private static final long FRESH = Instants.MINUTE;
  private final WallClock clock;
  private final Map<Key, Kept> kept = new LinkedHashMap<>();

  Recent(WallClock clock) {
    this.clock = clock;
  }

  record Key(Windows windows, String search) {}

  private record Kept(Survey.Found found, long at) {}

  synchronized Survey.@Nullable Found get(Key key) {
    Kept known = kept.get(key);
    return known == null || clock.monotonic() - known.at() > FRESH ? null : known.found();
  }

  synchronized void put(Key key, Survey.Found found) {
    kept.remove(key);
    kept.put(key, new Kept(found, clock.monotonic()));
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
  }
}
