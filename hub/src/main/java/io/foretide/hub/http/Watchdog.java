package io.foretide.hub.http;

import io.foretide.core.time.WallClock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections whose client neither sends nor takes anything: a virtual thread that is
 * interrupted while it waits for a socket closes that socket. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
  private static final long PERIOD = 100_000_000L;
  private final WallClock clock;
  private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
  private final CountDownLatch end = new CountDownLatch(1);

  public Watchdog(WallClock clock) {
    this.clock = clock;
    Thread.ofVirtual().name("hub-watchdog").start(this::watch);
  }

  private void watch() {
    try {
      while (!end.await(PERIOD, TimeUnit.NANOSECONDS)) {
        long now = clock.monotonic();
        for (Wait wait : waits) {
          wait.endIfLate(now);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The current thread is about to wait for a socket; close the result when the wait is over.
   *
   * @param most nanoseconds that it may take
   */
  Wait waiting(long most) {
    Wait wait = new Wait(Thread.currentThread(), clock.monotonic() + most);
    waits.add(wait);
    return wait;
  }

  /** One wait for a socket. */
  final class Wait implements AutoCloseable {
    private final Thread thread;
    private final long deadline;
    private boolean over;

    private Wait(Thread thread, long deadline) {
      this.thread = thread;
      this.deadline = deadline;
    }

    private synchronized void endIfLate(long now) {
      if (!over && now - deadline > 0) {
        over = true;
        thread.interrupt();
      }
    }

    /** After this the thread is not interrupted any more. */
    @Override
    public synchronized void close() {
      over = true;
      waits.remove(this);
    }
  }

  @Override
  public void close() {
    end.countDown();
  }
}
