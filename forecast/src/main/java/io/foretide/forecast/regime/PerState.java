package io.foretide.forecast.regime;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import java.util.Arrays;

/**
 * A model of its own for each state of a plant, such as a pump that is on or off or a reactor that
 * makes one of three products. Each learns from its own state alone; values outside of every state
 * and right after a change of state teach none.
 *
 * @param method what is fitted in each state; it sees the other states as gaps, so that seasons
 *     stay in step
 * @param settle steps after each change of state that do not count
 */
public record PerState(Forecaster method, int settle) {

  /** Most states; more mean that the signal is a measurement. */
  public static final int MOST_STATES = 100;

  /** Checks the count. */
  public PerState {
    if (settle < 0) {
      throw new IllegalArgumentException("Settling for " + settle + " steps: expected 0 or more");
    }
  }

  /** With every value counting from the first on. */
  public static PerState of(Forecaster method) {
    return new PerState(method, 0);
  }

  /**
   * Fits. Data never makes this throw: a state whose model cannot be fitted refuses alone.
   *
   * @param y values, NaN where missing
   * @param states state of each value, such as a mode number; NaN where the model does not apply
   * @throws IllegalArgumentException where there is not one state per value, or more than {@value
   *     #MOST_STATES} different ones
   */
  public PerStateFit fit(double[] y, double[] states) {
    if (y.length != states.length) {
      throw new IllegalArgumentException(
          states.length + " states for " + y.length + " values: expected one for each");
    }
    // Adding 0 makes one state of 0 and -0.
    double[] at = Arrays.stream(states).map(s -> s + 0.0).toArray();
    double[] found = Arrays.stream(at).filter(s -> !Double.isNaN(s)).sorted().distinct().toArray();
    if (found.length > MOST_STATES) {
      throw new IllegalArgumentException(
          found.length
              + " different states: expected at most "
              + MOST_STATES
              + ", from a signal that takes few values or a condition");
    }
    double[] kept = new double[at.length];
    double before = Double.NaN;
    // What came before the first value is not known; it is taken to have been the same.
    long held = settle;
    for (int t = 0; t < at.length; t++) {
      held = t == 0 || at[t] == before ? held + 1 : 1;
      before = at[t];
      kept[t] = held > settle ? at[t] : Double.NaN;
    }
    Fitted[] fits = new Fitted[found.length];
    for (int k = 0; k < fits.length; k++) {
      double[] own = new double[y.length];
      for (int t = 0; t < own.length; t++) {
        own[t] = kept[t] == found[k] ? y[t] : Double.NaN;
      }
      fits[k] = method.fit(own);
    }
    return new PerStateFit(settle, found, fits, before, held, kept, y.clone());
  }
}
