package io.foretide.models.kind;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Durations;
import java.util.function.LongSupplier;

/** The run time that a request may take, and interruption. Checked between cells. */
public final class Deadline {
  private final LongSupplier nanoTime;
  private final long start;
  private final long timeout;

  /**
   * @param nanoTime a monotonic clock
   * @param timeout nanoseconds from now
   */
  public Deadline(LongSupplier nanoTime, long timeout) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.timeout = timeout;
  }

  /**
   * @throws ProviderException.Transient if the time is over or the thread was asked to stop
   */
  public void check(String model, long done, long all) throws ProviderException.Transient {
    if (Thread.currentThread().isInterrupted()) {
      throw new ProviderException.Transient(
          "model '" + model + "' was interrupted after " + done + " of " + all + " intervals",
          null);
    }
    if (nanoTime.getAsLong() - start > timeout) {
      throw new ProviderException.Transient(
          "model '"
              + model
              + "' computed "
              + done
              + " of "
              + all
              + " intervals in its "
              + Durations.format(timeout)
              + ": expected all of them; shorten task_span or raise the executor's timeout",
          null);
    }
  }

  /** Nanoseconds that are left, at least 1. */
  public long rest() {
    return Math.max(1, timeout - (nanoTime.getAsLong() - start));
  }
}
