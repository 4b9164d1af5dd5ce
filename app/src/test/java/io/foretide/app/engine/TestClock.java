package io.foretide.app.engine;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;

/** A clock that a test moves; both readings pass together unless it is stepped. */
final class TestClock implements WallClock {
  static final long T0 = Instants.parse("2026-03-02T12:00:00Z");

  private volatile long wall = T0;
  private volatile long mono = 1;

  void pass(long nanos) {
    wall += nanos;
    mono += nanos;
  }

  void step(long nanos) {
    wall += nanos;
  }

  @Override
  public long now() {
    return wall;
  }

  @Override
  public long monotonic() {
    return mono;
  }
}
