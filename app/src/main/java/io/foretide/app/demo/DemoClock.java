package io.foretide.app.demo;

import io.foretide.core.time.WallClock;

/**
 * The machine's clock, set ahead and made to run faster, so that a demonstration can be watched in
 * a hurry. At speed 1 it is the machine's clock plus a fixed lead. Thread-safe.
 */
public final class DemoClock implements WallClock {
  private final WallClock machine;
  private final double speed;
  private final long wallStart;
  private final long monoStart;
  private final long lead;

  /**
   * @param lead how far ahead it starts, nanoseconds
   * @param speed 1 is the pace of the machine's clock
   */
  public DemoClock(WallClock machine, long lead, double speed) {
    this.machine = machine;
    this.speed = speed;
    this.lead = lead;
    this.wallStart = machine.now();
    this.monoStart = machine.monotonic();
  }

  @Override
  public long now() {
    if (speed == 1) {
      return machine.now() + lead;
    }
    return wallStart + lead + (long) ((machine.monotonic() - monoStart) * speed);
  }

  @Override
  public long monotonic() {
    return speed == 1
        ? machine.monotonic()
        : monoStart + (long) ((machine.monotonic() - monoStart) * speed);
  }
}
