package io.foretide.models.forecast;

import io.foretide.forecast.Forecast;

/**
 * The probability that a forecast passes a limit, read off its quantiles; between two of them the
 * distribution is taken to be even. Exact to half a per cent.
 */
final class Odds {
  private static final double[] PROBABILITIES = probabilities();

  private Odds() {}

  private static double[] probabilities() {
    double[] out = new double[205];
    out[0] = 1e-4;
    out[1] = 1e-3;
    out[2] = 0.0025;
    for (int i = 1; i < 200; i++) {
      out[2 + i] = i / 200.0;
    }
    out[202] = 0.9975;
    out[203] = 0.999;
    out[204] = 0.9999;
    return out;
  }

  /** Quantiles of all steps, {@code [probability][step]}. */
  static double[][] quantiles(Forecast forecast) {
    double[][] out = new double[PROBABILITIES.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = forecast.quantile(PROBABILITIES[i]);
    }
    return out;
  }

  /** The probability that each step is below a limit. */
  static double[] below(double[][] quantiles, double limit) {
    double[] out = new double[quantiles[0].length];
    for (int step = 0; step < out.length; step++) {
      int i = 0;
      while (i < quantiles.length && quantiles[i][step] < limit) {
        i++;
      }
      if (i == 0 || i == quantiles.length) {
        out[step] = i == 0 ? 0 : 1;
        continue;
      }
      double low = quantiles[i - 1][step];
      double share = (limit - low) / (quantiles[i][step] - low);
      out[step] = PROBABILITIES[i - 1] + share * (PROBABILITIES[i] - PROBABILITIES[i - 1]);
    }
    return out;
  }

  /** The probability that each step is at or above a limit. */
  static double[] above(double[][] quantiles, double limit) {
    double[] out = below(quantiles, limit);
    for (int step = 0; step < out.length; step++) {
      out[step] = 1 - out[step];
    }
    return out;
  }
}
