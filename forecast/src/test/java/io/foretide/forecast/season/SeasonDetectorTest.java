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
  void noise_and_constants_have_no_season() {
    SplittableRandom random = new SplittableRandom(5);
    double[] noise = new double[300];
    Arrays.setAll(noise, t -> random.nextGaussian());

    assertThat(SeasonDetector.detect(noise)).isEmpty();
    assertThat(SeasonDetector.detect(new double[100])).isEmpty();
    assertThat(SeasonDetector.detect(new double[] {1, 2})).isEmpty();
  }
}
