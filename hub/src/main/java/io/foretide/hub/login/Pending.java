package io.foretide.hub.login;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Log-ins that were begun and not ended, by their state. Each is taken once. Thread-safe. */
final class Pending {
  private static final int MOST = 1_000;
  private static final long LASTS = 10 * Instants.MINUTE;
  private final WallClock clock;
  private final Map<String, Started> started = new LinkedHashMap<>();

  Pending(WallClock clock) {
    this.clock = clock;
  }

  /**
   * @param verifier of PKCE
   * @param nonce that the ID token must repeat
   * @param to page to go to afterwards
   * @param browser digest of the number in the browser's cookie, so that nobody's log-in ends in
   *     somebody else's browser
   * @param end monotonic nanoseconds
   */
  record Started(String verifier, String nonce, String to, String browser, long end) {}

  synchronized void put(String state, String verifier, String nonce, String to, String browser) {
    started.put(state, new Started(verifier, nonce, to, browser, clock.monotonic() + LASTS));
    if (started.size() > MOST) {
      started.remove(started.keySet().iterator().next());
    }
  }

  synchronized @Nullable Started take(String state) {
    Started found = started.remove(state);
    return found == null || clock.monotonic() - found.end() > 0 ? null : found;
  }
}
