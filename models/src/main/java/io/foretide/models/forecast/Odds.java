package io.foretide.models.forecast;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Paths;
import java.util.Arrays;

/**
 * The probability that a forecast passes a limit: of each step alone, read off its quantiles
 * (between two of them the distribution is taken to be even; exact to half a per cent), and of any
 * step until then, as a share of joint trajectories.
 */
final class Odds {
  /** Trajectories drawn; a share of a fifth is exact to about one per cent. */
  static final int PATHS = 1_000;

  /** The same for every origin, so that an interval that is run again yields the same bits. */
  static final long SEED = 20_260_101;

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

  /**
   * The probability that any step until each one is beyond a limit.
   *
   * @param from first step that counts
   * @param horizon steps from there on
   * @return {@code horizon} figures that never fall; NaN where there are no trajectories
   */
  static double[] reach(Paths paths, double limit, boolean above, int from, int horizon) {
    double[] out = new double[horizon];
    if (paths.count() == 0) {
      Arrays.fill(out, Double.NaN);
      return out;
    }
    for (double[] path : paths.values()) {
      for (int step = from; step < path.length; step++) {
        if (above ? path[step] >= limit : path[step] <= limit) {
          out[step - from]++;
          break;
        }
      }
    }
    double passed = 0;
    for (int step = 0; step < horizon; step++) {
      passed += out[step];
      out[step] = passed / paths.count();
    }
    return out;
  }
}
