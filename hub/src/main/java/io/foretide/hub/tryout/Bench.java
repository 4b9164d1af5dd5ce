package io.foretide.hub.tryout;

import io.foretide.core.time.Instants;
import io.foretide.hub.http.ApiError;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** One backtest at a time, a few that wait, each within its time. Thread-safe. */
final class Bench implements AutoCloseable {
  private static final int WAITING = 4;

  /** A single fit that takes longer than this beyond the budget is given up. */
  private static final long GRACE = 10 * Instants.SECOND;

  private final long budget;
  private final ThreadPoolExecutor one =
      new ThreadPoolExecutor(
          1,
          1,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().name("foretide-backtest").daemon().factory());

  /**
   * @param budget nanoseconds of each, without the time that it waits
   */
  Bench(long budget) {
    this.budget = budget;
    one.allowCoreThreadTimeOut(true);
  }

  /**
   * Waits for its turn and for what comes of it.
   *
   * @param work is told whether its time is over
   */
  <T> T run(Function<BooleanSupplier, T> work) {
    AtomicBoolean over = new AtomicBoolean();
    Future<T> future;
    try {
      future =
          one.submit(() -> {
            long start = System.nanoTime();
            return work.apply(() -> over.get() || System.nanoTime() - start > budget);
          });
    } catch (RejectedExecutionException e) {
      throw ApiError.busy("other backtests are waiting already: try again in a moment", 10);
    }
    try {
      return future.get((WAITING + 1) * budget + GRACE, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiError known) {
        throw known;
      }
      throw new IllegalStateException("a backtest broke", e.getCause());
    } catch (TimeoutException e) {
      throw ApiError.invalid(
          "method",
          "the method takes too long for trying it here: choose a longer step or another");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiError.busy("the server is stopping", 1);
    } finally {
      over.set(true);
      future.cancel(true);
    }
  }

  @Override
  public void close() {
    one.shutdownNow();
  }
}
