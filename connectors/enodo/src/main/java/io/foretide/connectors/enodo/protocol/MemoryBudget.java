package io.foretide.connectors.enodo.protocol;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the bytes of all packets that are being read at a time. Small packets are free, so that
 * heartbeats never wait for somebody's large one. Thread-safe.
 */
public final class MemoryBudget {
  /** A packet up to this many bytes takes nothing. */
  public static final int FREE = 64 << 10;

  private static final int UNIT = 1 << 10;
  private final Semaphore units;
  private final long waitNanos;

  /**
   * @param bytes of all larger packets together
   * @param waitNanos how long a packet waits for room
   */
  public MemoryBudget(long bytes, long waitNanos) {
    units = new Semaphore(Math.toIntExact(bytes / UNIT), true);
    this.waitNanos = waitNanos;
  }

  /**
   * Takes room for a packet.
   *
   * @return what {@link #give} must be given
   * @throws ProtocolException if there is none in time
   */
  int take(int bytes) throws ProtocolException {
    if (bytes <= FREE) {
      return 0;
    }
    int wanted = Math.ceilDiv(bytes, UNIT);
    try {
      if (units.tryAcquire(wanted, waitNanos, TimeUnit.NANOSECONDS)) {
        return wanted;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ProtocolException("no room for a packet of " + bytes + " bytes; try again later");
  }

  void give(int taken) {
    units.release(taken);
  }
}
