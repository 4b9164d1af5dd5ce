package io.foretide.core.time;

import java.time.Instant;

enum SystemClock implements WallClock {
  INSTANCE;

  @Override
  public long now() {
    return Instants.of(Instant.now());
  }

  @Override
  public long monotonic() {
    return System.nanoTime();
  }
}
