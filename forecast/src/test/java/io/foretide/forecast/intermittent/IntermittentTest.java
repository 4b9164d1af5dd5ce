package io.foretide.forecast.intermittent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntermittentTest {

  private static double[] parts(int n) {
    SplittableRandom random = new SplittableRandom(11);
    double[] y = new double[n];
    Arrays.setAll(y, t -> random.nextInt(5) == 0 ? 8 + random.nextInt(5) : 0);
    return y;
  }

  @Test
  void the_mean_is_size_times_frequency() {
    double[] y = parts(800);
    double mean = Arrays.stream(y).average().orElse(0);

    assertThat(Intermittent.tsb().fit(y).forecast(3).mean()[2]).isCloseTo(mean, within(1.0));
    assertThat(Intermittent.croston().fit(y).forecast(3).mean()[2]).isCloseTo(mean, within(0.8));
  }

  @Test
  void tsb_fades_when_nothing_comes_any_more() {
    Fitted fit = Intermittent.tsb().fit(parts(200));
    Fitted later = fit.update(new double[100]);

    assertThat(later.forecast(1).mean()[0]).isLessThan(0.3 * fit.forecast(1).mean()[0]);
  }
}
