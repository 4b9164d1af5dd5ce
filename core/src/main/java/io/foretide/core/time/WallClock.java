package io.foretide.core.time;

/**
 * Where "now" comes from. Implementations are thread-safe.
 *
 * <p>All instants in Foretide are epoch nanoseconds, UTC, which reach from 1677-09-21 to
 * 2262-04-11.
 */
public interface WallClock {
  /** The wall clock's time, epoch nanoseconds UTC. May step in either direction. */
  long now();

  /** Nanoseconds of a clock that never steps; only differences mean anything. */
  long monotonic();

  /** The machine's clock. */
  static WallClock system() {
    return SystemClock.INSTANCE;
  }
}
