package io.foretide.forecast.harmonic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Waves;
import io.foretide.forecast.arima.Arima;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HarmonicRefilterTest {

  @Test
  void waves_go_on_in_phase_and_the_rest_is_updated_with_what_they_leave() {
    double[] y = Waves.daily(150, 12, 9);
    HarmonicFit fit =
        (HarmonicFit) new Harmonic(Arima.of(1, 0, 0), 12.5).fit(Arrays.copyOf(y, 100));
    double[] rest = new double[50];
    for (int t = 100; t < 150; t++) {
      rest[t - 100] = y[t] - wave(fit, t);
    }
    Fitted inner = fit.inner().update(rest);
    double[] expected = inner.forecast(20).mean();
    for (int h = 0; h < 20; h++) {
      expected[h] += wave(fit, 150 + h);
    }

    Fitted moved = fit.update(Arrays.copyOfRange(y, 100, 150));

    assertThat(moved.forecast(20).mean()).containsExactly(expected, within(1e-9));
  }

  /** Sines and cosines in pairs, the first step at time 0. */
  private static double wave(HarmonicFit fit, int t) {
    double[] w = fit.weights();
    double sum = 0;
    for (int k = 1; k <= fit.orders()[0]; k++) {
      double angle = 2 * Math.PI * k * t / 12.5;
      sum += w[2 * k - 2] * Math.sin(angle) + w[2 * k - 1] * Math.cos(angle);
    }
    return sum;
  }
}
