package io.foretide.forecast.harmonic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.arima.ArimaRegression;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.backtest.Accuracy;
import io.foretide.forecast.ets.Ets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HarmonicTest {

  private static final int N = 600;

  /** Two waves a season and errors that follow each other closely. */
  private static double[] series(double season, double carried) {
    SplittableRandom random = new SplittableRandom(31);
    double[] y = new double[N];
    double error = 0;
    for (int t = 0; t < N; t++) {
      error = carried * error + random.nextGaussian();
      double angle = 2 * Math.PI * t / season;
      y[t] = 20 + 4 * Math.sin(angle) + 2 * Math.cos(2 * angle) + error;
    }
    return y;
  }

  @Test
  void waves_and_errors_are_estimated_together_with_the_number_of_waves_of_least_aicc() {
    double[] y = series(37.5, 0.8);
    Arima ar = Arima.of(1, 0, 0).withConstant(true);

    HarmonicFit fit = (HarmonicFit) new Harmonic(ar, 37.5).fit(y);

    assertThat(fit.orders()).containsExactly(2);
    assertThat(fit.inner().parameters().get("ar1")).isCloseTo(0.8, within(0.08));
    assertThat(fit.weights()[0]).isCloseTo(4, within(0.9));
    assertThat(fit.weights()[3]).isCloseTo(2, within(0.6));
    for (int pairs : new int[] {1, 2, 3, 4}) {
      double[][] columns = FourierTerms.columns(new double[] {37.5}, new int[] {pairs}, 0, N);
      double aicc = new ArimaRegression(ar.order()).fit(y, columns).criteria().aicc();
      assertThat(fit.criteria().aicc()).isLessThanOrEqualTo(aicc + 1e-6);
    }
  }

  @Test
  void the_likelihood_is_at_least_that_of_waves_first_and_errors_after() {
    double[] y = series(24, 0.9);
    Fitted together = new Harmonic(Arima.of(1, 0, 0), 24).fit(y);
    int[] orders = ((HarmonicFit) together).orders();
    double[][] columns = FourierTerms.columns(new double[] {24}, orders, 0, N);
    double[] weights = io.foretide.forecast.numeric.Ridge.fit(columns, y).weights();
    double[] rest = y.clone();
    double[] waves = FourierTerms.waves(new double[] {24}, orders, weights, 0, N);
    for (int t = 0; t < N; t++) {
      rest[t] -= waves[t];
    }
    double apart = Arima.of(1, 0, 0).fit(rest).criteria().logLikelihood();

    assertThat(together.criteria().logLikelihood()).isGreaterThanOrEqualTo(apart - 1e-6);
  }

  @Test
  void a_frequency_that_two_seasons_share_is_there_once_and_the_fastest_has_no_sine() {
    double[][] columns = FourierTerms.columns(new double[] {4, 8}, new int[] {2, 4}, 0, 16);

    // 1/4, 1/2 of the first; 1/8 and 3/8 of the second.
    assertThat(columns).hasNumberOfRows(2 + 1 + 2 + 2);
  }

  @Test
  void two_seasons_and_gaps_are_followed() {
    double[] y = series(24, 0.5);
    for (int t = 0; t < N; t++) {
      y[t] += 3 * Math.sin(2 * Math.PI * t / 168);
    }
    double[] train = Arrays.copyOf(y, 576);
    for (int t = 100; t < 130; t++) {
      train[t] = Double.NaN;
    }
    double[] test = Arrays.copyOfRange(y, 576, 600);
    Fitted fit = new Harmonic(AutoArima.of(1), 24, 168).fit(train);
    Fitted other = new Harmonic(Ets.simple(), 24, 168).fit(train);

    assertThat(Accuracy.mae(test, fit.forecast(24).mean())).isLessThan(1.6);
    assertThat(Accuracy.mae(test, other.forecast(24).mean())).isLessThan(1.8);
    assertThat(fit.explain()).contains("Seasons as sines and cosines", "24 steps");
  }
}
