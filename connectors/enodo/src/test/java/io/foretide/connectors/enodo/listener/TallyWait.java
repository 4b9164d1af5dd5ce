package io.foretide.connectors.enodo.listener;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
public final class TallyWait {
  private TallyWait() {}

  public static void until(BooleanSupplier so) {
    long deadline = System.nanoTime() + 15_000_000_000L;
    CountDownLatch never = new CountDownLatch(1);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("it did not become so in 15 s");
      }
      try {
        var unused = never.await(2, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
