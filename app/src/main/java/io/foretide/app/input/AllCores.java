package io.foretide.app.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Does the same to many things, on all cores. */
public final class AllCores {
  private static final long LOOK_MILLIS = 100;

  private AllCores() {}

  /**
   * Results in the order of the things.
   *
   * @param failed makes a result of an error in the work, so that one thing never stops the others
   * @param progress told how many are done, from the calling thread
   * @param stop true leaves the rest undone
   * @return empty if it was stopped
   */
  public static <T, R extends Object> Optional<List<R>> each(
      List<T> things,
      Function<T, R> work,
      Failed<T, R> failed,
      IntConsumer progress,
      BooleanSupplier stop)
      throws InterruptedException {
    AtomicReferenceArray<R> results = new AtomicReferenceArray<>(things.size());
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    int cores = Math.min(Runtime.getRuntime().availableProcessors(), Math.max(1, things.size()));
    CountDownLatch ended = new CountDownLatch(cores);
    for (int c = 0; c < cores; c++) {
      Thread.ofPlatform()
          .daemon()
          .name("analysis-" + c)
          .start(() -> {
            try {
              int i = next.getAndIncrement();
              while (i < things.size() && !stop.getAsBoolean()) {
                results.set(i, one(things.get(i), work, failed));
                done.incrementAndGet();
                i = next.getAndIncrement();
              }
            } finally {
              ended.countDown();
            }
          });
    }
    while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      progress.accept(done.get());
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
    }
    progress.accept(done.get());
    if (stop.getAsBoolean()) {
      return Optional.empty();
    }
    List<R> out = new ArrayList<>(things.size());
    for (int i = 0; i < things.size(); i++) {
      out.add(results.get(i));
    }
    return Optional.of(out);
  }

  /** Makes a result of an error. */
  @FunctionalInterface
  public interface Failed<T, R> {
    R result(T thing, String reason);
  }

  private static <T, R> R one(T thing, Function<T, R> work, Failed<T, R> failed) {
    try {
      return work.apply(thing);
    } catch (RuntimeException | StackOverflowError e) {
      String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return failed.result(thing, words);
    }
  }
}
