package io.foretide.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.ar.LagRidge;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.auto.Auto;
import io.foretide.forecast.ces.Ces;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.harmonic.Harmonic;
import io.foretide.forecast.naive.Drift;
import io.foretide.forecast.naive.MeanForecaster;
import io.foretide.forecast.naive.SeasonalNaive;
import io.foretide.forecast.prophet.Prophet;
import io.foretide.forecast.saved.SavedFit;
import io.foretide.forecast.stl.Mstl;
import io.foretide.forecast.theta.Theta;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateTest {

  private static final double[] Y = Waves.daily(200, 12, 42);

  static List<Forecaster> recursive() {
    return List.of(
        new MeanForecaster(),
        new Drift(),
        SeasonalNaive.of(12),
        Ets.of("AAdA", 12),
        Ets.of("MAM", 12),
        Theta.of(12),
        Theta.optimised(12),
        Theta.dynamic(12),
        new Ces(12),
        new Harmonic(Arima.of(1, 0, 0), 12),
        Arima.of(2, 1, 1),
        Arima.of(1, 0, 1),
        Arima.seasonal(1, 0, 1, 0, 1, 1, 12),
        LagRidge.autoregression(5));
  }

  static List<Forecaster> all() {
    List<Forecaster> all = new java.util.ArrayList<>(recursive());
    all.add(new Mstl(Ets.damped(), 12));
    all.add(Auto.of(12));
    all.add(Prophet.on(18_000, 1));
    return all;
  }

  @ParameterizedTest
  @MethodSource("recursive")
  void values_one_by_one_saved_in_between_equal_all_at_once(Forecaster method) {
    Fitted fit = method.fit(Arrays.copyOf(Y, 150));
    double[] more = Arrays.copyOfRange(Y, 150, 200);
    more[7] = Double.NaN;

    Fitted once = fit.update(more);
    Fitted stepwise = fit;
    for (int i = 0; i < more.length; i++) {
      stepwise = stepwise.update(more[i]);
      if (i == 25) {
        stepwise = SavedFit.read(stepwise.toBytes());
      }
    }

    double[] expected = once.forecast(24).mean();
    double[] upper = once.forecast(24).interval(95).upper();
    for (int h = 0; h < 24; h++) {
      assertThat(stepwise.forecast(24).mean()[h]).isCloseTo(expected[h], within(1e-9));
      assertThat(stepwise.forecast(24).interval(95).upper()[h]).isCloseTo(upper[h], within(1e-6));
    }
    assertThat(fit.recursive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_same_seed_draws_the_same_paths_and_they_agree_with_the_forecast(Forecaster method) {
    Fitted fit = method.fit(Y);
    Paths paths = fit.paths(12, 2000, 9);

    assertThat(fit.paths(12, 2000, 9).values()).isDeepEqualTo(paths.values());
    double[] mean = fit.forecast(12).mean();
    Interval interval = fit.forecast(12).interval(80);
    for (int h : new int[] {0, 5, 11}) {
      double[] sorted = paths.sorted(h);
      double width = interval.upper()[h] - interval.lower()[h];
      assertThat(sorted[1000]).isCloseTo(mean[h], within(0.2 * width));
      assertThat(sorted[1800] - sorted[200]).isCloseTo(width, within(0.35 * width));
    }
  }

  @Test
  void a_restored_model_of_every_kind_forecasts_the_same() {
    for (Forecaster method : all()) {
      Fitted fit = method.fit(Y);
      Fitted restored = SavedFit.read(fit.toBytes());
      assertThat(restored.forecast(12).mean())
          .as(method.name())
          .containsExactly(fit.forecast(12).mean(), within(1e-9));
    }
  }

  @Test
  void a_warm_refit_reaches_the_cold_objective() {
    double[] first = Arrays.copyOf(Y, 180);
    for (Forecaster method : List.of(Ets.of("AAdA", 12), Arima.of(2, 1, 1))) {
      double cold = method.fit(Y).criteria().logLikelihood();
      double warm = method.refit(Y, method.fit(first)).criteria().logLikelihood();
      assertThat(warm).as(method.name()).isGreaterThanOrEqualTo(cold - 0.1);
    }
  }

  @Test
  void crossing_probability_is_that_of_the_maximum_over_the_horizon() {
    Paths paths = new Paths(new double[][] {{1, 5, 1}, {1, 1, 6}, {1, 2, 3}, {9, 1, 1}});

    assertThat(paths.probabilityAbove(4)).isEqualTo(0.75);
    assertThat(paths.stepsToAbove(4)).containsExactly(2, 3, 0, 1);
    assertThat(paths.sums()).containsExactly(6, 7, 8, 11);
  }
}
