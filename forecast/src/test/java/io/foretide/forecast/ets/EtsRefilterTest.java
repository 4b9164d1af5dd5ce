package io.foretide.forecast.ets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Waves;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtsRefilterTest {

  @ParameterizedTest
  @ValueSource(strings = {"ANN", "AAdN", "MNM", "AAA", "MAdM", "MMN"})
  void updating_equals_filtering_the_longer_series_at_the_same_parameters(String form) {
    double[] y = Waves.daily(120, 6, 8);
    y[110] = Double.NaN;
    EtsFit fit = (EtsFit) Ets.of(form, 6).fit(Arrays.copyOf(y, 100));

    EtsFit longer = Objects.requireNonNull(EtsFit.at(fit.form(), 6, y, fit.start()));
    double[] updated = fit.update(Arrays.copyOfRange(y, 100, 120)).forecast(9).mean();

    double[] expected = longer.forecast(9).mean();
    for (int h = 0; h < 9; h++) {
      // Forms that multiply have means that depend a little on the error variance of the fit.
      double slack = fit.form().needsPositive() ? 1e-4 : 1e-9;
      assertThat(updated[h]).isCloseTo(expected[h], within(slack));
    }
    assertThat(((EtsFit) fit.update(Arrays.copyOfRange(y, 100, 120))).end().mean())
        .isCloseTo(longer.end().mean(), within(1e-9));
  }
}
