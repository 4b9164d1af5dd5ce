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

/** Methods by name. */
final class Methods {

  private Methods() {}

  private static int[] seasons(int season) {
    return season == 24 ? new int[] {24, 168} : new int[] {season};
  }

  static Forecaster named(String name, int season) {
    return switch (name) {
      case "naive" -> SeasonalNaive.lastValue();
      case "snaive" -> SeasonalNaive.of(season);
      case "drift" -> new Drift();
      case "ets" -> Ets.auto(season);
      case "theta" -> Theta.of(season);
      case "otm" -> Theta.optimised(season);
      case "dotm" -> Theta.dynamic(season);
      case "ridge" -> new OnScale(LagRidge.around(700, seasons(season)), ValueScale.log());
      case "ridgeraw" -> LagRidge.around(700, seasons(season));
      case "arima211" -> Arima.of(2, 1, 1);
      case "hw" -> Ets.holtWinters(season);
      case "sarima" -> Arima.seasonal(1, 1, 1, 1, 0, 1, season);
      case "mstl" -> new Mstl(Ets.auto(1), seasons(season));
      case "mstlridge" ->
          new OnScale(
              new Mstl(LagRidge.around(700, seasons(season)), seasons(season)), ValueScale.log());
      case "auto" -> Auto.of(season == 24 ? new int[] {24, 168} : new int[] {season});
      case "scum" -> Ensemble.scum(season);
      case "ces" -> new Ces(season);
      case "dhr" ->
          new Harmonic(
              AutoArima.of(1), season == 24 ? new double[] {24, 168} : new double[] {season});
      case "autoarima" -> AutoArima.of(season);
      default -> throw new IllegalArgumentException("Unknown method '" + name + "'");
    };
  }
}
