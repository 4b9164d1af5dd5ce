package io.foretide.forecast.bench;

import io.foretide.forecast.Forecaster;
import io.foretide.forecast.ar.LagRidge;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.auto.Auto;
import io.foretide.forecast.ces.Ces;
import io.foretide.forecast.ensemble.Ensemble;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.harmonic.Harmonic;
import io.foretide.forecast.naive.Drift;
import io.foretide.forecast.naive.SeasonalNaive;
import io.foretide.forecast.scale.OnScale;
import io.foretide.forecast.scale.ValueScale;
import io.foretide.forecast.stl.Mstl;
import io.foretide.forecast.theta.Theta;
import java.util.Arrays;
import java.util.function.Function;

/** Methods by name, with the frozen seasons of a set. */
final class Methods {
  private final Frozen settings;
  private final String set;

  Methods(Frozen settings, String set) {
    this.settings = settings;
    this.set = set;
  }

  /** The method for each series. */
  Function<Competition, Forecaster> named(String name) {
    return c -> named(name, c.season(), c.train());
  }

  private int[] seasons(int season) {
    String key = set + ".seasons";
    return settings.has(key) ? settings.counts(key) : new int[] {season};
  }

  private Forecaster named(String name, int season, double[] y) {
    int[] seasons = seasons(season);
    int[] used = Arrays.stream(seasons).filter(m -> m > 1 && y.length >= 2 * m).toArray();
    return switch (name) {
      case "naive" -> SeasonalNaive.lastValue();
      case "snaive" -> SeasonalNaive.of(season);
      case "drift" -> new Drift();
      case "ets" -> Ets.auto(season);
      case "ces" -> new Ces(season);
      case "theta" -> Theta.of(season);
      case "otm" -> Theta.optimised(season);
      case "dotm" -> Theta.dynamic(season);
      case "ridge" -> ridge(y, used);
      case "ridgelog" -> new OnScale(ridge(y, used), ValueScale.log());
      case "arima211" -> Arima.of(2, 1, 1);
      case "autoarima" -> AutoArima.of(season);
      case "mstl" -> new Mstl(Ets.auto(1), used);
      case "mstlarima" -> new Mstl(AutoArima.of(1), used);
      case "harmonic" ->
          new Harmonic(AutoArima.of(1), Arrays.stream(used).mapToDouble(m -> m).toArray());
      case "scum" -> Ensemble.scum(season);
      case "auto" -> Auto.of(seasons).withUnits(settings.number("auto.units"));
      default -> throw new IllegalArgumentException("Unknown method '" + name + "'");
    };
  }

  private static LagRidge ridge(double[] y, int[] used) {
    return used.length == 0 ? LagRidge.around(y.length, 1) : LagRidge.around(y.length, used);
  }
}
