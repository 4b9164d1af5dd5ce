package io.foretide.connectors.http;

import io.foretide.core.time.WallClock;

/**
 * Leaves a host alone after failures in a row, then lets one request try. Thread-safe.
 *
 * <p>M. Nygard, Release It! (2nd ed.), chapter 5, "Circuit Breaker".
 */
final class Breaker {
  private final int failures;
  private final long pause;
  private final WallClock clock;
  private int inRow;
  private long openedAt;
  private boolean open;
  private boolean trying;

  /**
   * @param failures in a row that open it; 0 for never
   * @param pause nanoseconds
   */
  Breaker(int failures, long pause, WallClock clock) {
    this.failures = failures;
    this.pause = pause;
    this.clock = clock;
  }

  /** Nanoseconds until a request may go; 0 if it may go now, and then its end must be told. */
  synchronized long waitFor() {
    if (!open) {
      return 0;
    }
    long rest = pause - (clock.monotonic() - openedAt);
    if (rest > 0) {
      return rest;
    }
    if (trying) {
      return Math.max(1, pause / 10);
    }
    trying = true;
    return 0;
  }

  synchronized void succeeded() {
    inRow = 0;
    open = false;
    trying = false;
  }

  synchronized void failed() {
    inRow++;
    if (failures > 0 && (inRow >= failures || trying)) {
      open = true;
      openedAt = clock.monotonic();
    }
    trying = false;
  }
}
