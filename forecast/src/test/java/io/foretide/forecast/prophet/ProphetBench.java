package io.foretide.forecast.prophet;

import java.util.Arrays;

/** Prints the time to fit and forecast Prophet's own examples. */
public final class ProphetBench {

  private ProphetBench() {}

  /** Runs the program. */
  public static void main(String[] args) {
    for (String name : new String[] {"example_wp_log_peyton_manning", "example_yosemite_temps"}) {
      ProphetReferenceTest.Data all = ProphetReferenceTest.data(name);
      double last = all.days()[all.days().length - 1];
      double step = all.days()[1] - all.days()[0];
      double[] ahead = new double[365];
      Arrays.setAll(ahead, h -> last + (h + 1) * step);
      for (int i = 0; i < 4; i++) {
        long start = System.nanoTime();
        ProphetFit fit = (ProphetFit) Prophet.on(0, step).fit(all.days(), all.y(), new double[0][]);
        long fitted = System.nanoTime();
        double width = fit.forecastAt(ahead, new double[0][]).interval(80).upper()[364];
        System.out.printf(
            "%s: %d points, fit %.3f s, forecast %.3f s (%.4g)%n",
            name,
            all.y().length,
            (fitted - start) / 1e9,
            (System.nanoTime() - fitted) / 1e9,
            width);
      }
    }
  }
}
