package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.EveryMethod.HORIZON;
import static io.foretide.forecast.catalog.EveryMethod.SEASON;
import static io.foretide.forecast.catalog.EveryMethod.Y;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Waves;
import io.foretide.forecast.ets.Ets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryMethodRefitTest {

  private static final String NAMES = "io.foretide.forecast.catalog.EveryMethod#names";

  @ParameterizedTest
  @MethodSource(NAMES)
  void a_warm_refit_reaches_the_objective_of_a_cold_fit(String name) {
    Forecaster method = EveryMethod.make(name, SEASON);
    for (double[] y : new double[][] {Y, gapped(), shifted()}) {
      Fitted cold = method.fit(y);
      Fitted warm = method.refit(y, method.fit(Arrays.copyOf(y, 100)));
      double expected = cold.criteria().logLikelihood();
      if (Double.isNaN(expected)) {
        // Methods without a likelihood have nothing to search from and fit afresh.
        assertThat(warm.forecast(HORIZON).mean()).as(name).isEqualTo(cold.forecast(HORIZON).mean());
      } else {
        assertThat(warm.criteria().logLikelihood()).as(name).isGreaterThanOrEqualTo(expected - 0.1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void the_fit_of_another_method_is_no_hindrance(String name) {
    Forecaster method = EveryMethod.make(name, SEASON);
    Fitted other = Ets.of("MAdN", 1).fit(Waves.daily(30, 4, 1));

    assertThat(method.refit(Y, other).forecast(HORIZON).mean())
        .as(name)
        .isEqualTo(method.fit(Y).forecast(HORIZON).mean());
  }

  private static double[] gapped() {
    double[] y = Y.clone();
    Arrays.fill(y, 50, 58, Double.NaN);
    y[113] = Double.NaN;
    return y;
  }

  /** The last part lies elsewhere, so that the earlier parameters are far from the best. */
  private static double[] shifted() {
    double[] y = Y.clone();
    for (int t = 100; t < y.length; t++) {
      y[t] += 6;
    }
    return y;
  }
}
