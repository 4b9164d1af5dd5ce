package io.foretide.connectors.http;

import io.foretide.core.error.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Calls that wait, many at a time, each on a virtual thread. */
public final class Parallel {
  private Parallel() {}

  /**
   * Something that is asked for.
   *
   * @param <A> by what
   * @param <B> the answer
   */
  @FunctionalInterface
  public interface Question<A, B> {
    B ask(A about) throws ProviderException;
  }

  /**
   * Asks for each item, at most {@code permits} at a time; with one permit one after the other, in
   * the items' order.
   *
   * @return the answers in the items' order
   * @throws ProviderException the first trouble in that order, once all others have ended
   */
  public static <A, B> List<B> map(List<A> items, int permits, Question<A, B> question)
      throws ProviderException {
    if (items.size() == 1) {
      return List.of(question.ask(items.getFirst()));
    }
    Semaphore gate = new Semaphore(permits);
    List<Future<B>> asked = new ArrayList<>(items.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (A item : items) {
        // Here and not in the thread: threads begin in any order.
        gate.acquire();
        asked.add(
            threads.submit(() -> {
              try {
                return question.ask(item);
              } finally {
                gate.release();
              }
            }));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    List<B> out = new ArrayList<>(items.size());
    for (Future<B> f : asked) {
      out.add(result(f));
    }
    return out;
  }

  private static <B> B result(Future<B> done) throws ProviderException {
    try {
      return done.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderException p) {
        throw p;
      }
      if (e.getCause() instanceof InterruptedException i) {
        throw interrupted(i);
      }
      throw new IllegalStateException("a call broke: " + e.getCause(), e.getCause());
    }
  }

  private static ProviderException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ProviderException.Transient("asking in parallel was interrupted", e);
  }
}
