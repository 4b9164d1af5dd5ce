package io.foretide.forecast.ar;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RunawayTest {
  private static final int SERIES = 400;
  private static final int HORIZON = 36;

  /** Short series that grow a little: many weights for few rows. */
  private static double[] growing(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = new double[30 + seed % 40];
    double level = 100;
    for (int t = 0; t < y.length; t++) {
      level += 2 * random.nextGaussian() + 1.5;
      y[t] = level + 10 * Math.sin(2 * Math.PI * t / 12);
    }
    return y;
  }

  @Test
  void forecasts_of_short_series_do_not_run_away() {
    for (int seed = 0; seed < SERIES; seed++) {
      double[] y = growing(seed);
      if (!(LagRidge.around(y.length, 12).fit(y).forecast(HORIZON) instanceof Forecast forecast)) {
        continue;
      }
      double range = Arrays.stream(y).max().orElseThrow() - Arrays.stream(y).min().orElseThrow();
      double last = y[y.length - 1];
      for (double mean : forecast.mean()) {
        assertThat(Math.abs(mean - last)).as("series " + seed).isLessThan(5 * range);
      }
    }
  }

  @Test
  void weights_of_a_steady_series_stay_as_they_are() {
    SplittableRandom random = new SplittableRandom(1);
    double[] y = new double[400];
    for (int t = 1; t < y.length; t++) {
      y[t] = 0.8 * y[t - 1] + random.nextGaussian();
    }
    int[] lags = {1, 2};
    RidgeSolution free = RidgeSolution.of(y, y, lags, new double[] {1e-9});
    assertThat(free.tempered(lags, y)).isSameAs(free);
  }

  @Test
  void growth_of_two_per_cent_a_step_is_kept() {
    double[] y = new double[80];
    Arrays.setAll(y, t -> 100 * Math.pow(1.015, t));
    Fitted fit = LagRidge.autoregression(1).fit(y);
    assertThat(fit.forecast(10).orThrow().mean(9) / y[79]).isBetween(1.14, 1.18);
  }

  @Test
  void a_series_whose_targets_are_all_equal_has_no_negative_variance() {
    double[] y = new double[20];
    y[0] = 3;
    y[10] = 3;
    for (int n = 14; n <= 20; n++) {
      Fitted fit = LagRidge.around(40, 7).fit(Arrays.copyOf(y, n));
      if (fit.forecast(5) instanceof Forecast) {
        assertThat(fit.criteria().sigma2()).as(n + " values").isNotNegative();
        assertThat(fit.paths(5, 3, 1).count()).as(n + " values").isEqualTo(3);
      }
    }
    assertThat(LagRidge.around(40, 7).fit(y).forecast(5)).isInstanceOf(Forecast.class);
  }
}
