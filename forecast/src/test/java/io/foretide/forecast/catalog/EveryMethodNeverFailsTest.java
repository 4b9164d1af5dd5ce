package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.EveryMethod.HORIZON;
import static io.foretide.forecast.catalog.EveryMethod.SEASON;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Waves;
import io.foretide.forecast.saved.SavedFit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No series makes a method throw, answer without figures, or cross its own limits. */
class EveryMethodNeverFailsTest {

  private static final String NAMES = "io.foretide.forecast.catalog.EveryMethod#names";
  private static final String CATALOGUE = "io.foretide.forecast.catalog.MethodCatalog#names";
  private static final int N = 36;
  private static final Map<String, double[]> SERIES = series();

  private static Map<String, double[]> series() {
    SplittableRandom random = new SplittableRandom(77);
    double[] noise = new double[N];
    Arrays.setAll(noise, t -> random.nextGaussian());
    double[] wave = Waves.daily(N, SEASON, 5);
    Map<String, double[]> all = new LinkedHashMap<>();
    for (int n : new int[] {0, 1, 2, 3, 5, 9}) {
      all.put(n + " values", Arrays.copyOf(wave, n));
    }
    all.put("constant", made(N, t -> 7));
    all.put("zero", made(N, t -> 0));
    all.put("all missing", made(N, t -> Double.NaN));
    all.put("one value among gaps", made(N, t -> t == 14 ? 3 : Double.NaN));
    all.put("two values at the ends", made(N, t -> t % (N - 1) == 0 ? t : Double.NaN));
    all.put("every other value missing", made(N, t -> t % 2 == 0 ? wave[t] : Double.NaN));
    all.put("gap at the start", made(N, t -> t < 14 ? Double.NaN : wave[t]));
    all.put("gap at the end", made(N, t -> t < 22 ? wave[t] : Double.NaN));
    all.put("one place of the season missing", made(N, t -> t % 6 == 2 ? Double.NaN : wave[t]));
    all.put("infinities", made(N, t -> t % 9 == 4 ? 1.0 / 0 : t % 11 == 5 ? -1.0 / 0 : wave[t]));
    all.put("one huge outlier", made(N, t -> t == 20 ? 1e150 : wave[t]));
    all.put("one huge outlier at the end", made(N, t -> t == N - 1 ? -1e150 : wave[t]));
    all.put("tiny", made(N, t -> 1e-150 * wave[t]));
    all.put("huge", made(N, t -> 1e150 * wave[t]));
    all.put("largest", made(N, t -> Double.MAX_VALUE * (t % 2 == 0 ? 1 : -1)));
    all.put("least", made(N, t -> Double.MIN_VALUE * (1 + t % 3)));
    all.put("both", made(N, t -> (t % 2 == 0 ? 1e150 : 1e-150) * noise[t]));
    all.put("growing without end", made(N, t -> Math.pow(10, 4.0 * t)));
    all.put("a step", made(N, t -> t < 18 ? 0 : 1e6));
    all.put("a straight line", made(N, t -> 3 + 0.5 * t));
    all.put("rounded", made(N, t -> Math.rint(noise[t])));
    all.put("mostly zero", made(N, t -> t % 7 == 3 ? 2 + noise[t] * noise[t] : 0));
    all.put("negative", made(N, t -> -50 + noise[t]));
    all.put("offset", made(N, t -> 1e12 + noise[t]));
    return all;
  }

  private static double[] made(int n, IntToDoubleFunction value) {
    double[] y = new double[n];
    Arrays.setAll(y, value::applyAsDouble);
    return y;
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void forecasts_with_ordered_limits_or_says_what_it_needs(String name) {
    int tried = 0;
    for (Map.Entry<String, double[]> series : SERIES.entrySet()) {
      // The season of the data with all series; none and one that is too long in turn.
      for (int season : new int[] {SEASON, tried++ % 2 == 0 ? 1 : 100}) {
        Forecaster method = EveryMethod.make(name, season);
        String what = series.getKey();
        double[] y = series.getValue();
        String where = name + " with season " + season + " on " + what;
        double[] given = y.clone();
        Fitted fit = method.fit(y);
        assertThat(y).as(where + ": the values are left alone").containsExactly(given);
        check(where, fit);
        check(where + ", one value and a gap later", fit.update(1.5, Double.NaN));
        if (name.equals("auto") && Arrays.stream(y).anyMatch(Double::isFinite)) {
          assertThat(fit.forecast(HORIZON)).as(where).isInstanceOf(Forecast.class);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(CATALOGUE)
  void limits_are_assumed_below_the_values_that_the_entry_asks_for_and_not_above(String name) {
    MethodEntry entry = MethodCatalog.find(name);
    for (int season : new int[] {1, SEASON, 24}) {
      Forecaster method = MethodCatalog.forecaster(name, MethodRequest.of(season));
      int least = entry.leastValues(season);
      for (int n = 1; n < least; n += n < 30 ? 1 : 7) {
        if (method.fit(Waves.daily(n, season, n)).forecast(1) instanceof Forecast forecast) {
          assertThat(forecast.assumed())
              .as("%s from %d values, season %d", name, n, season)
              .isTrue();
        }
      }
      int enough = Math.max(30, 2 * least);
      assertThat(method.fit(Waves.daily(enough, season, 3)).forecast(1).orThrow().assumed())
          .as("%s from %d values, season %d", name, enough, season)
          .isFalse();
    }
  }

  private static void check(String where, Fitted fit) {
    assertThat(fit.explain()).as(where).isNotBlank();
    switch (fit.forecast(HORIZON)) {
      case Refused refused -> {
        assertThat(refused.reason()).as(where).isNotBlank();
        assertThat(refused.needs()).as(where).isNotBlank();
        assertThat(fit.paths(HORIZON, 3, 1).count()).as(where).isZero();
      }
      case Forecast forecast -> {
        assertThat(forecast.horizon()).as(where).isEqualTo(HORIZON);
        Interval narrow = forecast.interval(50);
        Interval wide = forecast.interval(99);
        for (int h = 0; h < HORIZON; h++) {
          double[] ordered = {
            wide.lower()[h], narrow.lower()[h], forecast.mean(h), narrow.upper()[h], wide.upper()[h]
          };
          for (int i = 0; i < ordered.length; i++) {
            assertThat(ordered[i]).as(where + ", figure " + i).isFinite();
            assertThat(ordered[i]).as(where).isGreaterThanOrEqualTo(ordered[Math.max(0, i - 1)]);
          }
        }
        Paths paths = fit.paths(HORIZON, 20, 1);
        assertThat(paths.count()).as(where).isEqualTo(20);
        for (double[] path : paths.values()) {
          for (double value : path) {
            assertThat(value).as(where + ", a path").isFinite();
          }
        }
        assertThat(SavedFit.read(fit.toBytes()).forecast(HORIZON).mean())
            .as(where + ", saved")
            .containsExactly(forecast.mean());
      }
    }
  }
}
