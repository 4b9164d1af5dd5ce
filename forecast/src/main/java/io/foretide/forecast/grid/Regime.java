package io.foretide.forecast.grid;

import java.util.Arrays;

/** Which steps belong to a regime, so that a pump that is off neither teaches nor alarms. */
public final class Regime {

  private Regime() {}

  /**
   * Steps that count: those where the condition holds and has held for longer than the settling
   * time.
   *
   * @param condition whether the condition holds, per step
   * @param settle steps after each start of the condition that do not count yet
   */
  public static boolean[] settled(boolean[] condition, int settle) {
    boolean[] counts = new boolean[condition.length];
    int held = 0;
    for (int t = 0; t < counts.length; t++) {
      held = condition[t] ? held + 1 : 0;
      counts[t] = held > settle || (held > 0 && held == t + 1);
    }
    return counts;
  }

  /** A copy in which steps outside the regime are NaN. */
  public static double[] masked(double[] values, boolean[] counts) {
    double[] out = values.clone();
    for (int t = 0; t < out.length; t++) {
      if (!counts[t]) {
        out[t] = Double.NaN;
      }
    }
    return out;
  }

  /**
   * The state of each step for {@code PerState}: the value of a signal where a condition holds.
   *
   * @param signal value per step, such as a mode number
   * @param when whether the model applies, per step
   * @return NaN where it does not, or the signal is missing
   */
  public static double[] states(double[] signal, boolean[] when) {
    return masked(signal, when);
  }

  /** One state, 0, where a condition holds and NaN where it does not. */
  public static double[] states(boolean[] when) {
    return masked(new double[when.length], when);
  }

  /**
   * A state per step from a signal that takes few values, such as a mode number.
   *
   * @return indexes of the distinct values in ascending order; -1 where missing
   */
  public static int[] states(double[] signal) {
    double[] levels =
        Arrays.stream(signal).filter(v -> !Double.isNaN(v)).distinct().sorted().toArray();
    int[] states = new int[signal.length];
    for (int t = 0; t < states.length; t++) {
      states[t] = Double.isNaN(signal[t]) ? -1 : Arrays.binarySearch(levels, signal[t]);
    }
    return states;
  }
}
