package io.foretide.hub.stream;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.status.StatusJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of this second, made once for all clients. Thread-safe. */
final class StatusBoard {
  private final StatusJson status;
  private final WallClock clock;
  private byte @Nullable [] newest;
  private long madeAt;

  StatusBoard(StatusJson status, WallClock clock) {
    this.status = status;
    this.clock = clock;
  }

  /** The status, at most a second old; empty while the engine or the store does not answer. */
  synchronized Optional<byte[]> read() {
    long now = clock.monotonic();
    if (newest == null || now - madeAt >= Instants.SECOND) {
      try {
        newest = status.bytes();
        madeAt = now;
      } catch (ProviderException e) {
        return Optional.empty();
      }
    }
    return Optional.of(newest);
  }
}
