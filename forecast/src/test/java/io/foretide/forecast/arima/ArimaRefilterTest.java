package io.foretide.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Waves;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArimaRefilterTest {

  @ParameterizedTest
  @ValueSource(strings = {"101000", "211000", "102000", "011011", "101011", "200100"})
  void updating_equals_filtering_the_longer_series_at_the_same_parameters(String orders) {
    double[] y = Waves.daily(160, 6, 21);
    y[120] = Double.NaN;
    int[] o = orders.chars().map(c -> c - '0').toArray();
    ArimaOrder order = new ArimaOrder(o[0], o[1], o[2], o[3], o[4], o[5], 6, o[1] + o[4] == 0);
    ArimaFit fit = (ArimaFit) new Arima(order).fit(Arrays.copyOf(y, 100));
    Map<String, Double> named = fit.parameters();
    double constant = named.getOrDefault("mean", named.getOrDefault("drift", 0.0));

    ArimaFit longer =
        Objects.requireNonNull(
            ArimaFit.at(order, fit.coefficients(), constant, fit.criteria(), false, y));
    Forecast moved = fit.update(Arrays.copyOfRange(y, 100, 160)).forecast(12).orThrow();
    Forecast expected = longer.forecast(12).orThrow();

    // Both may have reached their steady state by then, at slightly different times.
    assertThat(moved.mean()).containsExactly(expected.mean(), within(1e-6));
    assertThat(moved.interval(95).upper())
        .containsExactly(expected.interval(95).upper(), within(1e-6));
  }
}
