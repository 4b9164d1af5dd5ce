package io.foretide.ingest;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs something again and again on a thread of its own, with a pause in between. */
public final class Repeating implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final ScheduledExecutorService thread;
  private final String name;

  /** What is run; an interrupt asks it to end. */
  @FunctionalInterface
  public interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Starts at once.
   *
   * @param name of the thread
   * @param interval nanoseconds from the end of one run to the start of the next
   */
  public Repeating(String name, long interval, Work work) {
    this.name = name;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name).daemon().factory());
    var unused = thread.scheduleWithFixedDelay(() -> once(work), 0, interval, TimeUnit.NANOSECONDS);
  }

  private void once(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Anything thrown here would end the repetition for good.
      LOG.error("{} failed and is run again at the next turn: {}", name, e.toString(), e);
    }
  }

  /** Ends the repetition and waits for the run in progress, up to half a minute. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("{} did not end within {} s", name, STOP.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
