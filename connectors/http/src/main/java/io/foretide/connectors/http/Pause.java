package io.foretide.connectors.http;

import java.util.concurrent.TimeUnit;

/** How waiting is done; tests look at it instead. */
@FunctionalInterface
public interface Pause {
  /** Waits on the machine's clock. */
  Pause SLEEP = TimeUnit.NANOSECONDS::sleep;

  void nanos(long nanos) throws InterruptedException;
}
