package io.foretide.forecast.backtest;

import io.foretide.forecast.season.ClassicalSeason;
import io.foretide.forecast.season.Gaps;

/**
 * The last value with the season taken out and put back, where a test finds one: the yardstick of
 * OWA in the M competitions (Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition").
 */
final class Naive2 {
  private Naive2() {}

  /** Forecasts the values after {@code y}, of which at least one is known. */
  static double[] forecast(double[] y, int season, int horizon) {
    double[] whole = Gaps.filled(y, season);
    int n = whole.length;
    double[] out = new double[horizon];
    boolean seasonal = ClassicalSeason.present(whole, season);
    boolean times = true;
    for (double value : whole) {
      times &= value > 0;
    }
    double[] index = seasonal ? ClassicalSeason.indices(whole, season, times) : new double[0];
    double last = n == 0 ? Double.NaN : whole[n - 1];
    double level =
        !seasonal ? last : times ? last / index[(n - 1) % season] : last - index[(n - 1) % season];
    for (int h = 0; h < horizon; h++) {
      double place = seasonal ? index[(n + h) % season] : 0;
      out[h] = !seasonal ? level : times ? level * place : level + place;
    }
    return out;
  }
}
