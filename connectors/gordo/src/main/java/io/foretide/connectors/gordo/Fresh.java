package io.foretide.connectors.gordo;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.WallClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers that are used for a while. Two threads that miss at once both ask. Thread-safe.
 *
 * @param <T> an answer
 */
final class Fresh<T> {
  private static final int MOST = 10_000;

  private final WallClock clock;
  private final long life;
  private final Map<String, Kept<T>> kept = new ConcurrentHashMap<>();

  private record Kept<T>(T answer, long askedAt) {}

  /** Asks. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws ProviderException;
  }

  /**
   * @param life nanoseconds
   */
  Fresh(WallClock clock, long life) {
    this.clock = clock;
    this.life = life;
  }

  T get(String key, Question<T> question) throws ProviderException {
    Kept<T> known = kept.get(key);
    long now = clock.monotonic();
    if (known != null && now - known.askedAt() < life) {
      return known.answer();
    }
    T answer = question.ask();
    if (kept.size() >= MOST) {
      kept.values().removeIf(k -> now - k.askedAt() >= life);
    }
    kept.put(key, new Kept<>(answer, now));
    return answer;
  }

  void forget(String key) {
    kept.remove(key);
  }
}
