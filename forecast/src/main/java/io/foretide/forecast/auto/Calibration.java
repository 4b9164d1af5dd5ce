package io.foretide.forecast.auto;

import io.foretide.forecast.theta.Theta;
import java.util.function.LongSupplier;

/** Turns a time budget into counted work units, by timing a known piece of work once. */
public final class Calibration {

  private static final int VALUES = 1000;
  private static final int WARM_UP = 60;
  private static final int TIMED = 40;

  /** Units of the known work, as counted by the automatic choice. */
  private static final double UNITS = 0.5 * VALUES;

  private Calibration() {}

  /**
   * Work units that fit into a time. Ask once and keep the answer: the same units give the same
   * forecasts, the same time need not.
   *
   * @param nanos clock in nanoseconds
   * @param budgetNanos the time
   */
  public static double units(LongSupplier nanos, long budgetNanos) {
    double[] y = new double[VALUES];
    for (int t = 0; t < VALUES; t++) {
      y[t] = 10 + Math.sin(t / 3.0) + t * 7919 % 101 / 50.0;
    }
    for (int i = 0; i < WARM_UP; i++) {
      Theta.dynamic(1).fit(y);
    }
    long start = nanos.getAsLong();
    for (int i = 0; i < TIMED; i++) {
      Theta.dynamic(1).fit(y);
    }
    double perUnit = Math.max(1, nanos.getAsLong() - start) / (TIMED * UNITS);
    return budgetNanos / perUnit;
  }
}
