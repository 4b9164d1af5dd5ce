package io.foretide.forecast.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Waves;
import io.foretide.forecast.intermittent.Intermittent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Methods whose state is all there is: updating equals fitting the longer series. */
class PlainRefilterTest {

  @Test
  void plain_methods_forecast_after_updates_as_if_fitted_to_the_longer_series() {
    double[] y = Waves.daily(90, 7, 12);
    y[70] = Double.NaN;
    y[89] = Double.NaN;
    for (Forecaster method :
        List.of(
            new MeanForecaster(), new Drift(), SeasonalNaive.lastValue(), SeasonalNaive.of(7))) {
      Fitted moved = method.fit(Arrays.copyOf(y, 60)).update(Arrays.copyOfRange(y, 60, 90));
      assertThat(moved.forecast(14).mean())
          .as(method.name())
          .containsExactly(method.fit(y).forecast(14).mean(), within(1e-9));
    }
  }

  /** Teunter, Syntetos and Babai 2011, equations 4 and 5; Croston 1972. */
  @Test
  void intermittent_methods_follow_their_published_recursions() {
    SplittableRandom random = new SplittableRandom(4);
    double[] y = new double[120];
    Arrays.setAll(y, t -> random.nextInt(3) == 0 ? 5 + random.nextDouble() : 0);
    for (boolean fading : new boolean[] {true, false}) {
      Intermittent method = fading ? Intermittent.tsb() : Intermittent.croston();
      Fitted fit = method.fit(Arrays.copyOf(y, 80));
      Map<String, Double> p = fit.parameters();
      double a = p.getOrDefault("size weight", Double.NaN);
      double b = p.getOrDefault("rate weight", Double.NaN);
      double size = p.getOrDefault("size", Double.NaN);
      double rate =
          fading
              ? p.getOrDefault("probability", Double.NaN)
              : 1 / p.getOrDefault("probability", Double.NaN);
      int since = 0;
      while (y[79 - since] == 0) {
        since++;
      }
      for (int t = 80; t < y.length; t++) {
        boolean hit = y[t] != 0;
        size += hit ? a * (y[t] - size) : 0;
        if (fading) {
          rate += b * ((hit ? 1 : 0) - rate);
        } else if (hit) {
          rate += b * (since + 1 - rate);
        }
        since = hit ? 0 : since + 1;
      }
      Map<String, Double> moved = fit.update(Arrays.copyOfRange(y, 80, 120)).parameters();
      assertThat(moved.get("size")).isCloseTo(size, within(1e-9));
      assertThat(moved.get("probability")).isCloseTo(fading ? rate : 1 / rate, within(1e-9));
    }
  }
}
