package io.foretide.core.simulation;

import io.foretide.core.time.WallClock;

/** True time, and a wall clock that may be off by an offset. */
final class SimulatedClock implements WallClock {
  private final long start;
  private long passed;
  private long offset;

  SimulatedClock(long start) {
    this.start = start;
  }

  @Override
  public long now() {
    return start + passed + offset;
  }

  @Override
  public long monotonic() {
    return passed;
  }

  /** What a right clock would show. */
  long trueNow() {
    return start + passed;
  }

  void pass(long nanos) {
    passed += nanos;
  }

  void step(long nanos) {
    offset += nanos;
  }

  long offset() {
    return offset;
  }

  void setRight() {
    offset = 0;
  }
}
