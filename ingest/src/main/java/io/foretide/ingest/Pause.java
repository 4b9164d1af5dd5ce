package io.foretide.ingest;

import java.time.Duration;

/** Waits. Passed in, so that tests need not. */
@FunctionalInterface
public interface Pause {
  /** Waits in the calling thread. */
  Pause SLEEP = nanos -> Thread.sleep(Duration.ofNanos(nanos));

  /**
   * @param nanos how long, nanoseconds
   */
  void sleep(long nanos) throws InterruptedException;
}
