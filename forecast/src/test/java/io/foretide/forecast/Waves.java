package io.foretide.forecast;

import java.util.SplittableRandom;

/** Made-up series for tests. */
public final class Waves {

  private Waves() {}

  /** A season of amplitude 3 around 10 with standard normal noise. */
  public static double[] daily(int n, int season, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = new double[n];
    for (int t = 0; t < n; t++) {
      y[t] = 10 + 3 * Math.sin(2 * Math.PI * t / season) + 0.3 * random.nextGaussian();
    }
    return y;
  }
}
