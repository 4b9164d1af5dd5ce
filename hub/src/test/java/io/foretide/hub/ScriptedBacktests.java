package io.foretide.hub;

import io.foretide.hub.http.ApiError;
import io.foretide.hub.tryout.Backtests;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * Answers with fixed figures; the method {@code slow} waits until its time is over or it may go.
 */
final class ScriptedBacktests implements Backtests {
  final CountDownLatch go = new CountDownLatch(1);

  @Override
  public List<Method> methods() {
    return List.of(
        new Method(
            "ets",
            "smooths",
            "one",
            List.of(new Parameter("form", "a word", "of error, trend and season"))));
  }

  @Override
  public List<Method> detectors() {
    return List.of(new Method("mad", "far from the median", "none", List.of()));
  }

  @Override
  public Detection detect(DetectWish wish, Values values) {
    double[] none = new double[values.values().length];
    java.util.Arrays.fill(none, Double.NaN);
    return new Detection(
        false,
        0,
        wish.parameters(),
        0.1,
        values.times(),
        values.values(),
        values.values(),
        none,
        none,
        none);
  }

  @Override
  public Result run(Wish wish, Values values, BooleanSupplier over) {
    if (wish.method().equals("slow")) {
      try {
        go.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else if (!wish.method().equals("ets")) {
      throw ApiError.invalid("method", "method '" + wish.method() + "' is not known");
    }
    Score score = new Score(wish.method(), wish.origins(), 0, "", 1, 0.9, 5, 0.8, Double.NaN, 0.1);
    return new Result(
        2,
        List.of(144),
        true,
        List.of(score),
        List.of(
            new Origin(
                values.values().length - 2,
                new double[] {1, 2},
                new double[] {0, 1},
                new double[] {2, 3})));
  }
}
