package io.foretide.forecast.ar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Waves;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagRidgeRefilterTest {

  @Test
  void updating_equals_the_regression_on_the_longer_series_with_the_same_weights() {
    double[] y = Waves.daily(160, 12, 3);
    LagRidge method = LagRidge.around(110, 12);
    Fitted fit = method.fit(Arrays.copyOf(y, 110));
    Map<String, Double> weights = fit.parameters();
    double[] longer = Arrays.copyOf(y, 172);
    for (int t = 160; t < longer.length; t++) {
      longer[t] = weights.getOrDefault("intercept", Double.NaN);
      for (int lag : method.lags()) {
        longer[t] += weights.getOrDefault("lag" + lag, Double.NaN) * longer[t - lag];
      }
    }

    Fitted moved = fit.update(Arrays.copyOfRange(y, 110, 160));

    assertThat(moved.forecast(12).mean())
        .containsExactly(Arrays.copyOfRange(longer, 160, 172), within(1e-9));
  }
}
