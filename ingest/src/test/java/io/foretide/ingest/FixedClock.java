package io.foretide.ingest;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;

/** A clock that stands still until it is moved. */
public final class FixedClock implements WallClock {
  private volatile long now;
  private volatile long monotonic;

  public FixedClock(String iso) {
    now = Instants.parse(iso);
  }

  public void advance(long nanos) {
    now += nanos;
    monotonic += nanos;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long monotonic() {
    return monotonic;
  }
}
