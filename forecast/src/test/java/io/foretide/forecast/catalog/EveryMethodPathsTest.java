package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.EveryMethod.HORIZON;
import static io.foretide.forecast.catalog.EveryMethod.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Paths;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryMethodPathsTest {

  private static final String NAMES = "io.foretide.forecast.catalog.EveryMethod#names";
  private static final int COUNT = 3000;

  @ParameterizedTest
  @MethodSource(NAMES)
  void the_same_seed_draws_the_same_paths_and_another_seed_others(String name) {
    Fitted fit = EveryMethod.fitted(name, Y.length);

    double[][] paths = fit.paths(HORIZON, 40, 9).values();

    assertThat(fit.paths(HORIZON, 40, 9).values()).isDeepEqualTo(paths);
    assertThat(fit.paths(HORIZON, 40, 10).values()[0]).isNotEqualTo(paths[0]);
    assertThat(fit.paths(40, 9).horizon()).isEqualTo(fit.usualHorizon());
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void paths_spread_at_each_step_as_the_interval_says(String name) {
    Fitted fit = EveryMethod.fitted(name, Y.length);
    Forecast forecast = fit.forecast(HORIZON).orThrow();
    Interval interval = forecast.interval(80);
    Paths paths = fit.paths(HORIZON, COUNT, 4);
    // The sampling error of a decile of 3000 is about a hundredth of the width.
    for (int h = 0; h < HORIZON; h++) {
      double width = interval.upper()[h] - interval.lower()[h];
      double[] sorted = paths.sorted(h);
      assertThat(sorted[COUNT / 10])
          .as("%s, lower limit at step %d", name, h + 1)
          .isCloseTo(interval.lower()[h], within(0.1 * width));
      assertThat(sorted[9 * COUNT / 10])
          .as("%s, upper limit at step %d", name, h + 1)
          .isCloseTo(interval.upper()[h], within(0.1 * width));
    }
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void crossing_probability_is_that_of_the_highest_value_of_a_path(String name) {
    Fitted fit = EveryMethod.fitted(name, Y.length);
    Paths paths = fit.paths(HORIZON, 500, 2);
    Interval interval = fit.forecast(HORIZON).interval(80);
    double limit = interval.upper()[2];
    int crossed = 0;
    double atOneStep = 0;
    int[] steps = paths.stepsToAbove(limit);
    for (int i = 0; i < paths.count(); i++) {
      int first = 0;
      for (int h = HORIZON; h > 0; h--) {
        first = paths.values()[i][h - 1] > limit ? h : first;
      }
      assertThat(steps[i]).isEqualTo(first);
      crossed += first > 0 ? 1 : 0;
    }
    for (int h = 0; h < HORIZON; h++) {
      int above = 0;
      for (double[] path : paths.values()) {
        above += path[h] > limit ? 1 : 0;
      }
      atOneStep = Math.max(atOneStep, above / 500.0);
    }

    assertThat(paths.probabilityAbove(limit))
        .isEqualTo(crossed / 500.0)
        .isGreaterThanOrEqualTo(atOneStep);
    assertThat(paths.probabilityAbove(limit - 100)).isEqualTo(1);
    assertThat(paths.probabilityBelow(limit - 100)).isZero();
  }
}
