package io.foretide.forecast.ensemble;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.numeric.Quantiles;
import java.util.ArrayList;
import java.util.List;

/** Several forecasts of the same steps as one. */
public final class Pool {

  private Pool() {}

  /**
   * The weighted mean or the median per step, with the members' averaged quantiles around it.
   *
   * @param forecasts at least one, all of the same horizon
   * @param weights weight of each, of any sum above zero
   * @param stretch factor on the width of intervals
   */
  public static Result of(
      String method,
      List<Forecast> forecasts,
      double[] weights,
      boolean median,
      double stretch,
      boolean assumed) {
    List<double[]> means = new ArrayList<>();
    List<Spread> spreads = new ArrayList<>();
    for (Forecast forecast : forecasts) {
      means.add(forecast.mean());
      spreads.add(forecast.spread());
    }
    double[] center = center(means, weights, forecasts.get(0).horizon(), median);
    Spread spread = new Spread.Pooled(spreads, weights, means, center, stretch);
    return Forecast.of(method, center, spread, assumed);
  }

  static double[] center(List<double[]> means, double[] weights, int horizon, boolean median) {
    double[] out = new double[horizon];
    double[] step = new double[means.size()];
    double total = 0;
    for (int i = 0; i < step.length; i++) {
      total += weights[i];
    }
    for (int h = 0; h < horizon; h++) {
      double sum = 0;
      for (int i = 0; i < step.length; i++) {
        step[i] = means.get(i)[h];
        sum += step[i] * (weights[i] / total);
      }
      out[h] = median ? Quantiles.median(step) : sum;
    }
    return out;
  }
}
