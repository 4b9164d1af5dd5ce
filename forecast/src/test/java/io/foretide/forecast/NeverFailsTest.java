package io.foretide.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.ar.LagRidge;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.auto.Auto;
import io.foretide.forecast.ces.Ces;
import io.foretide.forecast.ensemble.Ensemble;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.grid.Cleaned;
import io.foretide.forecast.harmonic.Harmonic;
import io.foretide.forecast.intermittent.Intermittent;
import io.foretide.forecast.naive.Drift;
import io.foretide.forecast.naive.MeanForecaster;
import io.foretide.forecast.naive.SeasonalNaive;
import io.foretide.forecast.prophet.Prophet;
import io.foretide.forecast.saved.SavedFit;
import io.foretide.forecast.scale.OnScale;
import io.foretide.forecast.scale.ValueScale;
import io.foretide.forecast.stl.Mstl;
import io.foretide.forecast.theta.Theta;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NeverFailsTest {

  static final List<Forecaster> METHODS =
      List.of(
          new MeanForecaster(),
          new Drift(),
          SeasonalNaive.lastValue(),
          SeasonalNaive.of(4),
          SeasonalNaive.of(24).withAnalyticIntervals(),
          Ets.simple(),
          Ets.holt(),
          Ets.holtWinters(4),
          Ets.of("MAM", 4),
          Ets.of("MMdM", 4),
          Ets.auto(7),
          Theta.of(4),
          Theta.optimised(1),
          Theta.dynamic(4),
          LagRidge.autoregression(3),
          Auto.of(4),
          new Ces(4),
          new Harmonic(Arima.of(1, 0, 0), 4, 12.5),
          Ensemble.scum(4),
          Intermittent.tsb(),
          Intermittent.croston(),
          new Cleaned(Theta.of(4), 4),
          Prophet.on(17_000, 0.25),
          Prophet.on(17_000, 1).flat().multiplying(),
          Prophet.on(17_000, 1).logistic(120),
          AutoArima.of(4),
          Ensemble.median(Ets.simple(), new Drift(), Theta.of(4)),
          new Mstl(Ets.damped(), 4, 12),
          Arima.of(1, 0, 1),
          Arima.of(2, 1, 1).withConstant(true),
          Arima.seasonal(1, 0, 0, 0, 1, 1, 4),
          new OnScale(LagRidge.around(40, 7), ValueScale.log().withBiasAdjustment()),
          new OnScale(Ets.simple(), ValueScale.boxCox(0.3).within(0, 50)));

  @Property(tries = 150)
  void every_method_forecasts_with_ordered_intervals_or_refuses(
      @ForAll("series") double[] y, @ForAll("methods") Forecaster method) {
    Fitted fit = method.fit(y);
    check(fit);
    Fitted moved = fit.update(1.5).update(Double.NaN);
    check(moved);
    check(SavedFit.read(moved.toBytes()));
    fit.explain();
    fit.components();
    fit.parameters();
    fit.criteria().aicc();
    if (fit.inSample().fitted().length > 0) {
      assertThat(fit.inSample().fitted()).hasSameSizeAs(y);
    }
  }

  @Property(tries = 60)
  void auto_always_forecasts_from_one_usable_value(@ForAll("series") double[] y) {
    boolean usable = Arrays.stream(y).anyMatch(Double::isFinite);
    if (usable) {
      assertThat(Auto.of(4).fit(y).forecast(5)).isInstanceOf(Forecast.class);
      assertThat(Auto.of().fit(y).forecast(5)).isInstanceOf(Forecast.class);
    }
  }

  private static void check(Fitted fit) {
    switch (fit.forecast(9)) {
      case Refused refused -> {
        assertThat(refused.reason()).isNotBlank();
        assertThat(refused.needs()).isNotBlank();
      }
      case Forecast forecast -> {
        assertThat(forecast.mean()).hasSize(9);
        Interval narrow = forecast.interval(80);
        Interval wide = forecast.interval(95);
        for (int h = 0; h < 9; h++) {
          double mean = forecast.mean(h);
          assertThat(mean).isFinite();
          assertThat(wide.lower()[h]).isFinite().isLessThanOrEqualTo(narrow.lower()[h]);
          assertThat(wide.upper()[h]).isFinite().isGreaterThanOrEqualTo(narrow.upper()[h]);
          assertThat(narrow.lower()[h]).isLessThanOrEqualTo(mean);
          assertThat(narrow.upper()[h]).isGreaterThanOrEqualTo(mean);
        }
        assertThat(fit.paths(5, 3, 1).values()[0]).hasSize(5);
      }
    }
  }

  @Provide
  Arbitrary<Forecaster> methods() {
    return Arbitraries.of(METHODS);
  }

  @Provide
  Arbitrary<double[]> series() {
    return Arbitraries.integers()
        .between(0, 60)
        .flatMap(n ->
            Arbitraries.integers()
                .between(0, 9)
                .flatMap(kind -> Arbitraries.longs().map(seed -> shape(n, kind, seed))));
  }

  static double[] shape(int n, int kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = new double[n];
    double scale = Math.pow(10, random.nextInt(-150, 151));
    for (int t = 0; t < n; t++) {
      double noise = random.nextGaussian();
      y[t] =
          switch (kind) {
            case 0 -> noise;
            case 1 -> 5;
            case 2 -> Double.NaN;
            case 3 -> scale * (2 + noise);
            case 4 -> random.nextInt(3) == 0 ? Double.NaN : 10 + noise;
            case 5 -> t == n / 2 ? 1e150 : 10 + noise;
            case 6 -> random.nextInt(4) == 0 ? 3 : 0;
            case 7 -> 100 + t + 10 * Math.sin(t * Math.PI / 2) + noise;
            case 8 -> noise * Math.pow(10, random.nextInt(-150, 151));
            default -> random.nextInt(5) == 0 ? Double.POSITIVE_INFINITY : 50 + noise;
          };
    }
    return y;
  }
}
