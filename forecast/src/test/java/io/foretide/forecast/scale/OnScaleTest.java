package io.foretide.forecast.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Paths;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.naive.MeanForecaster;
import io.foretide.forecast.stl.Mstl;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnScaleTest {

  private static final double[] SKEWED = new double[400];

  static {
    SplittableRandom random = new SplittableRandom(17);
    Arrays.setAll(SKEWED, t -> 5 * Math.exp(0.4 * random.nextGaussian()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.7, -0.3, 1.4})
  void adjusted_means_are_means_of_the_paths_and_others_are_their_medians(double lambda) {
    ValueScale scale = ValueScale.boxCox(lambda);
    Fitted plain = new OnScale(new MeanForecaster(), scale).fit(SKEWED);
    Fitted adjusted = new OnScale(new MeanForecaster(), scale.withBiasAdjustment()).fit(SKEWED);
    Paths paths = plain.paths(1, 40_000, 3);
    double[] sums = paths.sums();

    assertThat(plain.forecast(1).mean()[0]).isCloseTo(sums[20_000], within(0.05));
    // The adjustment is the second-order one of Hyndman and Athanasopoulos, section 5.6.
    assertThat(adjusted.forecast(1).mean()[0])
        .isCloseTo(Arrays.stream(sums).average().orElseThrow(), within(0.12));
    assertThat(adjusted.forecast(1).interval(90).upper())
        .isEqualTo(plain.forecast(1).interval(90).upper());
  }

  @Test
  void no_mean_limit_or_path_leaves_the_bounds() {
    Fitted fit =
        new OnScale(Ets.simple(), ValueScale.log().withBiasAdjustment().within(4, 7)).fit(SKEWED);
    Fitted moved = fit.update(400, 0.01, Double.NaN, -5);
    for (Fitted each : new Fitted[] {fit, moved}) {
      Forecast forecast = each.forecast(12).orThrow();
      Interval wide = forecast.interval(99.9);
      double[][] paths = each.paths(12, 200, 8).values();
      for (int h = 0; h < 12; h++) {
        assertThat(forecast.mean(h)).isBetween(4.0, 7.0);
        assertThat(wide.lower()[h]).isBetween(4.0, 7.0);
        assertThat(wide.upper()[h]).isBetween(4.0, 7.0);
        for (double[] path : paths) {
          assertThat(path[h]).isBetween(4.0, 7.0);
        }
      }
    }
  }

  @Test
  void several_values_reach_a_method_that_fits_again_together() {
    int[] fits = {0};
    Forecaster counted =
        new Forecaster() {
          @Override
          public String name() {
            return "counted";
          }

          @Override
          public Fitted fit(double[] values) {
            fits[0]++;
            return new MeanForecaster().fit(values);
          }
        };
    double[] more = Arrays.copyOfRange(SKEWED, 350, 400);
    Fitted fit =
        new OnScale(new Mstl(counted, 4), ValueScale.log()).fit(Arrays.copyOf(SKEWED, 350));

    double[] moved = fit.update(more).forecast(4).mean();

    assertThat(fits[0]).isEqualTo(2);
    assertThat(moved)
        .containsExactly(
            new OnScale(new Mstl(new MeanForecaster(), 4), ValueScale.log())
                .fit(SKEWED)
                .forecast(4)
                .mean(),
            within(1e-9));
  }

  @Test
  void values_that_the_scale_cannot_take_are_fitted_as_they_are_inside_the_bounds() {
    double[] y = SKEWED.clone();
    y[7] = -1;
    Fitted fit = new OnScale(new MeanForecaster(), ValueScale.log().within(0, 100)).fit(y);

    assertThat(fit.forecast(1).mean()[0])
        .isCloseTo(Arrays.stream(y).average().orElseThrow(), within(1e-9));
    assertThat(fit.forecast(1).interval(99.99).lower()[0]).isZero();
  }

  @Test
  void guerrero_finds_the_logarithm_for_noise_that_grows_with_the_level() {
    SplittableRandom random = new SplittableRandom(4);
    double[] y = new double[480];
    Arrays.setAll(y, t -> Math.exp(0.01 * t + 0.1 * random.nextGaussian()));

    assertThat(ValueScale.guerrero(y, 12)).isCloseTo(0, within(0.15));
    Arrays.setAll(y, t -> 100 + 0.2 * t + random.nextGaussian());
    assertThat(ValueScale.guerrero(y, 12)).isGreaterThan(0.5);
  }
}
