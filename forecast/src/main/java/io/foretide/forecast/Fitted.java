package io.foretide.forecast;

import io.foretide.forecast.saved.StateWriter;
import java.util.Map;

/**
 * A model fitted to one series. Immutable and thread-safe: {@link #update(double)} returns a new
 * model and leaves this one as it is.
 */
public interface Fitted {

  /** The method and form that was fitted, such as {@code ETS(A,Ad,A)}. */
  String method();

  /** Seasonal period in steps, 1 where the model has none. */
  int season();

  /**
   * Forecasts the next {@code horizon} steps after the last value seen.
   *
   * @param horizon number of steps, 1 or more
   */
  Result forecast(int horizon);

  /**
   * Moves the model one step forward with its parameters unchanged. NaN means that the value is
   * missing. Models without a recursion (see {@link #recursive()}) fit again.
   */
  Fitted update(double value);

  /** Moves the model forward over several values, oldest first. */
  default Fitted update(double... values) {
    Fitted moved = this;
    for (double value : values) {
      moved = moved.update(value);
    }
    return moved;
  }

  /**
   * Draws joint trajectories.
   *
   * @param horizon steps per trajectory
   * @param count number of trajectories
   * @param seed the same seed gives the same trajectories
   */
  Paths paths(int horizon, int count, long seed);

  /** Draws joint trajectories over {@link #usualHorizon()} steps. */
  default Paths paths(int count, long seed) {
    return paths(usualHorizon(), count, seed);
  }

  /** Two seasons, or ten steps where there is no season. */
  default int usualHorizon() {
    return season() > 1 ? 2 * season() : 10;
  }

  /**
   * One-step fit and residuals over the data that this model was fitted to; empty once restored.
   */
  InSample inSample();

  /** Likelihood and information criteria of the fit; NaN where the method has none. */
  Criteria criteria();

  /** Estimated parameters by name, in a fixed order. */
  Map<String, Double> parameters();

  /** Named parts that make up the in-sample fit, each as long as the data; empty where none. */
  default Map<String, double[]> components() {
    return Map.of();
  }

  /** What the model is and why, in words for a person. */
  String explain();

  /**
   * True where the data could not support the model's uncertainty, so that it had to be assumed.
   */
  boolean assumed();

  /** True where {@link #update(double)} is a recursion, false where it fits again. */
  default boolean recursive() {
    return true;
  }

  /** Writes the state needed to forecast and update, without in-sample values. */
  void write(StateWriter out);

  /** The versioned byte form that {@code SavedFit.read} restores. */
  default byte[] toBytes() {
    StateWriter out = new StateWriter();
    out.fit(this);
    return out.toBytes();
  }
}
