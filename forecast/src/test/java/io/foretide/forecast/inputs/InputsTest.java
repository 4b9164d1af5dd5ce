package io.foretide.forecast.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InputsTest {

  private static final int N = 500;
  private static final double[] FLOW = walk(1);
  private static final double[] LEVEL = answer(FLOW, 7);

  /** A slowly wandering signal. */
  private static double[] walk(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[N];
    for (int t = 1; t < N; t++) {
      x[t] = 0.9 * x[t - 1] + random.nextGaussian();
    }
    return x;
  }

  /** Follows the input by some steps. */
  private static double[] answer(double[] x, int delay) {
    SplittableRandom random = new SplittableRandom(99);
    double[] y = new double[N];
    for (int t = 0; t < N; t++) {
      y[t] = 5 + 2 * (t >= delay ? x[t - delay] : 0) + 0.1 * random.nextGaussian();
    }
    return y;
  }

  @Test
  void a_dead_time_is_estimated() {
    assertThat(DeadTime.estimate(FLOW, LEVEL, 30)).isEqualTo(7);
  }

  @Test
  void a_past_input_predicts_as_far_as_its_dead_time() {
    Input flow = Input.past("flow").after(Input.ESTIMATED);
    int n = N - 10;
    InputFit fit =
        new InputRegression(List.of(flow), 10, 2, 1)
            .fit(Arrays.copyOf(LEVEL, n), new double[][] {Arrays.copyOf(FLOW, n)});

    Forecast forecast = fit.forecast(10, new double[0][]).orThrow();

    assertThat(fit.deadTimes()).containsExactly(7);
    for (int h = 0; h < 7; h++) {
      assertThat(forecast.mean(h)).isCloseTo(LEVEL[n + h], within(0.6));
    }
    assertThat(forecast.interval(95).upper()[9] - forecast.mean(9))
        .isGreaterThan(3 * (forecast.interval(95).upper()[3] - forecast.mean(3)));
    assertThat(fit.paths(10, new double[0][], 20, 3).values()).hasDimensions(20, 10);
  }

  @Test
  void a_missing_future_of_a_known_input_is_refused_by_name() {
    InputFit fit =
        new InputRegression(List.of(Input.known("set point")), 5, 1, 1)
            .fit(LEVEL, new double[][] {FLOW});

    assertThat(fit.forecast(3, new double[][] {{1, Double.NaN, 2}}))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.reason()).contains("set point", "2 steps ahead"));
    assertThat(fit.forecast(3, new double[][] {{1, 2, 3}})).isInstanceOf(Forecast.class);
    assertThat(fit.forecast(9, new double[][] {{1, 2, 3}})).isInstanceOf(Refused.class);
  }
}
