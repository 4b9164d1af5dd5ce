package io.foretide.connectors.metadataapi;

import io.foretide.core.time.WallClock;

/** A clock that moves by hand. */
final class HandClock implements WallClock {
  private long nanos = 1_600_000_000_000_000_000L;

  @Override
  public synchronized long now() {
    return nanos;
  }

  @Override
  public synchronized long monotonic() {
    return nanos;
  }

  synchronized void pass(long more) {
    nanos += more;
  }
}
