package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.EveryMethod.HORIZON;
import static io.foretide.forecast.catalog.EveryMethod.Y;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryMethodSharedTest {

  private static final String NAMES = "io.foretide.forecast.catalog.EveryMethod#names";
  private static final int THREADS = 4;

  private record Seen(double[] mean, Interval interval, double[][] paths, double[] moved) {
    static Seen of(Fitted fit) {
      return new Seen(
          fit.forecast(HORIZON).mean(),
          fit.forecast(HORIZON).interval(90),
          fit.paths(HORIZON, 20, 3).values(),
          fit.update(9.5).forecast(HORIZON).mean());
    }
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void several_threads_see_the_same_model(String name) throws Exception {
    Fitted fit = EveryMethod.fitted(name, 100);
    CyclicBarrier together = new CyclicBarrier(THREADS);
    Callable<Seen> look =
        () -> {
          together.await(30, TimeUnit.SECONDS);
          return Seen.of(fit);
        };
    List<Future<Seen>> looks = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        looks.add(threads.submit(look));
      }
    }

    Seen alone = Seen.of(EveryMethod.fitted(name, 100));
    for (Future<Seen> future : looks) {
      Seen seen = future.get(60, TimeUnit.SECONDS);
      assertThat(seen.mean()).isEqualTo(alone.mean());
      assertThat(seen.interval().upper()).isEqualTo(alone.interval().upper());
      assertThat(seen.interval().lower()).isEqualTo(alone.interval().lower());
      assertThat(seen.paths()).isDeepEqualTo(alone.paths());
      assertThat(seen.moved()).isEqualTo(alone.moved());
    }
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void what_a_model_hands_out_can_be_changed_without_changing_the_model(String name) {
    Fitted fit = EveryMethod.fitted(name, 100);
    double[] mean = fit.forecast(HORIZON).mean();
    byte[] bytes = fit.toBytes();

    fit.forecast(HORIZON).mean()[0] = 1e9;
    spoil(fit.inSample().fitted());
    spoil(fit.inSample().residuals());
    fit.components().values().forEach(EveryMethodSharedTest::spoil);
    fit.paths(HORIZON, 2, 1).values()[0][0] = 1e9;

    assertThat(fit.forecast(HORIZON).mean()).isEqualTo(mean);
    assertThat(fit.toBytes()).isEqualTo(bytes);
    fit.components().values().forEach(part -> assertThat(part).doesNotContain(1e9));
    assertThat(fit.inSample().fitted()).doesNotContain(1e9);
  }

  private static void spoil(double[] values) {
    java.util.Arrays.fill(values, 1e9);
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void it_says_in_words_what_it_is(String name) {
    Fitted fit = EveryMethod.fitted(name, Y.length);

    String words = fit.explain();

    assertThat(words).endsWith(".").contains(" ");
    assertThat(words.split("\\s+")).hasSizeGreaterThan(5);
    assertThat(words).doesNotContain("NaN", "null", "Infinity", "@", ".0 ", "unknown");
    assertThat(words)
        .doesNotContainPattern("\\d\\.[1-9]\\d{4,}")
        .doesNotContainPattern("\\b1 [a-z]+s\\b");
    assertThat(fit.method()).isNotBlank();
    assertThat(fit.inSample().fitted()).hasSize(Y.length);
    assertThat(fit.inSample().residuals()).hasSize(Y.length);
  }
}
