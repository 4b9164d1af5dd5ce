package io.foretide.app.badinput;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;

/** A clock that runs from a fixed time and that a test sets wrong. */
final class SteppedClock implements WallClock {
  /** Five minutes after a boundary, so that no interval becomes due while a test runs. */
  static final long START = Instants.parse("2026-03-02T12:05:00Z");

  private final long begun = System.nanoTime();
  private volatile long wall = START;
  private volatile long steady;

  /** The wall clock jumps; the steady clock knows nothing of it. */
  void step(long nanos) {
    wall += nanos;
  }

  /** Time passes on both clocks. */
  void pass(long nanos) {
    steady += nanos;
    wall += nanos;
  }

  @Override
  public long now() {
    return wall + System.nanoTime() - begun;
  }

  @Override
  public long monotonic() {
    return steady + System.nanoTime();
  }
}
