package io.foretide.forecast.bench;

import io.foretide.forecast.Forecaster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs a method over series on all processors. The answers do not depend on how many there are. */
final class Contest {

  private Contest() {}

  /**
   * Outcomes in the order of the series.
   *
   * @param seen what the method sees of a series
   * @throws InterruptedException where the calling thread is interrupted; the work then ends
   */
  static List<Outcome> run(
      Function<Competition, Forecaster> method,
      List<Competition> series,
      Function<Competition, Competition> seen)
      throws InterruptedException {
    List<Callable<Outcome>> work = new ArrayList<>();
    for (Competition one : series) {
      work.add(() -> Outcome.of(method.apply(one), seen.apply(one), one));
    }
    List<Outcome> out = new ArrayList<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      for (Future<Outcome> future : threads.invokeAll(work)) {
        out.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A forecast threw: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return out;
  }
}
