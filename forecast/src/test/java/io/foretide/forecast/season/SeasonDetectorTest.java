package io.foretide.forecast.season;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Waves;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeasonDetectorTest {

  @Test
  void a_daily_season_is_found_with_gaps_and_a_trend() {
    double[] y = Waves.daily(24 * 14, 24, 3);
    for (int t = 0; t < y.length; t++) {
      y[t] = t % 17 == 0 ? Double.NaN : y[t] + 0.05 * t;
    }

    assertThat(SeasonDetector.detect(y)).containsExactly(24);
  }

  @Test
  void day_and_week_are_found_together() {
    double[] y = Waves.daily(144 * 30, 144, 3);
    for (int t = 0; t < y.length; t++) {
      y[t] += t / 144 % 7 >= 5 ? -4 : 0;
    }

    assertThat(SeasonDetector.detect(y)).containsExactly(144, 1008);
  }

  @Test
  void a_period_that_the_sampling_suggests_is_taken_where_the_data_nearly_says_so() {
    int exact = 0;
    int plain = 0;
    for (int seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] y = Waves.daily(24 * 8, 24, seed);
      for (int t = 0; t < y.length; t++) {
        y[t] += 2 * random.nextGaussian();
      }
      plain += first(SeasonDetector.detect(y)) == 24 ? 1 : 0;
      exact += first(SeasonDetector.detect(y, SeasonDetector.natural(1 / 24.0))) == 24 ? 1 : 0;
    }

    assertThat(exact).isGreaterThan(plain + 10).isGreaterThanOrEqualTo(35);
    assertThat(SeasonDetector.detect(Waves.daily(240, 20, 1), SeasonDetector.natural(1 / 24.0)))
        .as("another season is left alone")
        .containsExactly(20);
    double[] tide = new double[24 * 60];
    java.util.Arrays.setAll(tide, t -> Math.sin(2 * Math.PI * t / 24.84));
    assertThat(SeasonDetector.detect(tide, SeasonDetector.natural(1 / 24.0))[0])
        .as("the tide is no day")
        .isEqualTo(25);
  }

  private static int first(int[] seasons) {
    return seasons.length == 0 ? 0 : seasons[0];
  }

  @Test
  void natural_periods_are_whole_numbers_of_steps() {
    assertThat(SeasonDetector.natural(10 / 1440.0)).containsExactly(6, 144, 1008, 52596);
    assertThat(SeasonDetector.natural(1)).containsExactly(7, 365);
    assertThat(SeasonDetector.natural(30.4375)).containsExactly(12);
    assertThat(SeasonDetector.natural(7)).containsExactly(52);
    assertThat(SeasonDetector.natural(400)).isEmpty();
  }

  @Test
  void noise_and_constants_have_no_season() {
    SplittableRandom random = new SplittableRandom(5);
    double[] noise = new double[300];
    Arrays.setAll(noise, t -> random.nextGaussian());

    assertThat(SeasonDetector.detect(noise)).isEmpty();
    assertThat(SeasonDetector.detect(new double[100])).isEmpty();
    assertThat(SeasonDetector.detect(new double[] {1, 2})).isEmpty();
  }
}
