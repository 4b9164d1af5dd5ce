package io.foretide.forecast.ets;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Forecaster;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EtsChoiceTest {
  private static final int SEASON = 24;
  private static final int DAYS = 30;
  private static final int AHEAD = 48;
  private static final int SERIES = 12;

  @Test
  void looking_ahead_forecasts_series_that_come_back_better_than_aicc_alone() {
    double aicc = 0;
    double ahead = 0;
    for (int seed = 0; seed < SERIES; seed++) {
      double[] all = comesBack(seed);
      aicc += error(Ets.leastAicc(SEASON), all);
      ahead += error(Ets.auto(SEASON), all);
    }
    assertThat(ahead).isLessThan(0.9 * aicc);
  }

  @Test
  void a_trend_that_goes_on_is_kept() {
    SplittableRandom random = new SplittableRandom(3);
    double[] y = new double[400];
    for (int t = 0; t < y.length; t++) {
      y[t] = 50 + 0.4 * t + 6 * Math.sin(2 * Math.PI * t / 12) + random.nextGaussian();
    }
    EtsFit fit = (EtsFit) Ets.auto(12).fit(y);
    assertThat(fit.form().hasTrend()).isTrue();
    double[] mean = fit.forecast(24).orThrow().mean();
    assertThat(mean[23] - mean[11]).isBetween(0.3 * 12, 0.5 * 12);
  }

  @Test
  void the_choice_by_aicc_has_the_least_aicc() {
    double[] y = comesBack(1);
    assertThat(Ets.leastAicc(SEASON).fit(y).criteria().aicc())
        .isLessThanOrEqualTo(Ets.auto(SEASON).fit(y).criteria().aicc());
  }

  /** A daily profile times a level whose logarithm wanders and comes back. */
  private static double[] comesBack(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = new double[SEASON * DAYS + AHEAD];
    double level = 0;
    for (int t = 0; t < y.length; t++) {
      level = 0.97 * level + 0.12 * random.nextGaussian();
      y[t] = 1000 * (1 + 0.4 * Math.sin(2 * Math.PI * t / SEASON)) * Math.exp(level);
    }
    return y;
  }

  private static double error(Forecaster method, double[] all) {
    int n = all.length - AHEAD;
    double[] mean = method.fit(Arrays.copyOf(all, n)).forecast(AHEAD).orThrow().mean();
    double sum = 0;
    for (int h = 0; h < AHEAD; h++) {
      sum += Math.abs(mean[h] - all[n + h]);
    }
    return sum / AHEAD;
  }
}
