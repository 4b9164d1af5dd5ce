package io.foretide.forecast.regime;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.numeric.Shown;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fitted {@link PerState}. Without given states the present one is taken to go on. */
public final class PerStateFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "per-state";

  private static final double[] NONE = {};

  private final int settle;
  private final double[] states;
  private final Fitted[] fits;

  /** The present state, NaN outside of every state, and the steps for which it has held. */
  private final double now;

  private final long held;
  private final double[] at;
  private final double[] observed;

  PerStateFit(
      int settle,
      double[] states,
      Fitted[] fits,
      double now,
      long held,
      double[] at,
      double[] observed) {
    this.settle = settle;
    this.states = states;
    this.fits = fits;
    this.now = now;
    this.held = held;
    this.at = at;
    this.observed = observed;
  }

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    int settle = in.number();
    double[] states = in.values();
    double now = in.value();
    long held = (long) in.value();
    Fitted[] fits = new Fitted[states.length];
    for (int k = 0; k < fits.length; k++) {
      fits[k] = in.fit();
    }
    return new PerStateFit(settle, states, fits, now, held, NONE, NONE);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).number(settle).values(states).value(now).value(held);
    for (Fitted fit : fits) {
      out.fit(fit);
    }
  }

  /** The states that the data had, ascending. */
  public double[] states() {
    return states.clone();
  }

  /** The present state; NaN where the last value lies outside of every state. */
  public double state() {
    return now;
  }

  /**
   * The model of a state.
   *
   * @throws IllegalArgumentException where the data did not have the state
   */
  public Fitted in(double state) {
    int k = place(state);
    if (k < 0) {
      throw new IllegalArgumentException(
          "State " + state + ": expected one of " + Arrays.toString(states));
    }
    return fits[k];
  }

  private int place(double state) {
    return Double.isNaN(state) ? -1 : Math.max(-1, Arrays.binarySearch(states, state + 0.0));
  }

  @Override
  public String method() {
    int k = place(now);
    return "per state of " + states.length + (k < 0 ? "" : ", now " + fits[k].method());
  }

  @Override
  public int season() {
    return Arrays.stream(fits).mapToInt(Fitted::season).max().orElse(1);
  }

  @Override
  public Result forecast(int horizon) {
    return forecast(horizon, lasting(horizon));
  }

  /**
   * Forecasts with given states.
   *
   * @param future state of each step to come, at least {@code horizon} of them
   */
  public Result forecast(int horizon, double[] future) {
    double[] mean = new double[horizon];
    int[] which = new int[horizon];
    int[] member = new int[fits.length];
    Arrays.fill(member, -1);
    List<Forecast> used = new ArrayList<>();
    for (int h = 0; h < horizon; h++) {
      int k = h < future.length ? place(future[h]) : -1;
      if (k < 0) {
        return refused(h, future);
      }
      if (member[k] < 0) {
        switch (fits[k].forecast(horizon)) {
          case Refused refused -> {
            return new Refused("in state " + states[k] + " " + refused.reason(), refused.needs());
          }
          case Forecast forecast -> {
            member[k] = used.size();
            used.add(forecast);
          }
        }
      }
      which[h] = member[k];
      mean[h] = used.get(which[h]).mean(h);
    }
    boolean assumed = used.stream().anyMatch(Forecast::assumed);
    List<Spread> spreads = used.stream().map(Forecast::spread).toList();
    return Forecast.of(method(), mean, new Spread.Chosen(spreads, which), assumed);
  }

  private Refused refused(int h, double[] future) {
    if (h >= future.length) {
      return new Refused("step " + (h + 1) + " has no state", "a state for each step");
    }
    return Double.isNaN(future[h])
        ? new Refused(
            "step " + (h + 1) + " lies outside of every state",
            "forecast(horizon, states) with a state for each step")
        : new Refused(
            "state " + future[h] + " of step " + (h + 1) + " was never seen",
            "data in that state; seen were " + Arrays.toString(states));
  }

  private double[] lasting(int horizon) {
    double[] future = new double[horizon];
    Arrays.fill(future, now);
    return future;
  }

  /** Moves one step forward in the present state. */
  @Override
  public PerStateFit update(double value) {
    return update(value, now);
  }

  /**
   * Moves one step forward. A value in a state that has just begun, or outside of every state,
   * moves time on and nothing else.
   *
   * @param state state of the value; NaN outside of every state
   */
  public PerStateFit update(double value, double state) {
    long holding = state == now || (Double.isNaN(state) && Double.isNaN(now)) ? held + 1 : 1;
    int k = holding > settle ? place(state) : -1;
    Fitted[] moved = new Fitted[fits.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = fits[i].update(i == k ? value : Double.NaN);
    }
    return new PerStateFit(settle, states, moved, state + 0.0, holding, at, observed);
  }

  @Override
  public Fitted update(double... values) {
    PerStateFit moved = this;
    for (double value : values) {
      moved = moved.update(value, now);
    }
    return moved;
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    return paths(horizon, lasting(horizon), count, seed);
  }

  /** Draws joint trajectories with given states; states are drawn apart from each other. */
  public Paths paths(int horizon, double[] future, int count, long seed) {
    if (forecast(horizon, future) instanceof Refused) {
      return Paths.none();
    }
    double[][] values = new double[count][horizon];
    for (int k = 0; k < fits.length; k++) {
      int own = k;
      if (Arrays.stream(future, 0, horizon).noneMatch(s -> place(s) == own)) {
        continue;
      }
      double[][] drawn = fits[k].paths(horizon, count, seed + k).values();
      if (drawn.length < count) {
        return Paths.none();
      }
      for (int h = 0; h < horizon; h++) {
        for (int i = 0; i < count && place(future[h]) == k; i++) {
          values[i][h] = drawn[i][h];
        }
      }
    }
    return new Paths(values);
  }

  @Override
  public InSample inSample() {
    double[] fitted = new double[observed.length];
    InSample[] own = new InSample[fits.length];
    for (int k = 0; k < own.length; k++) {
      own[k] = fits[k].inSample();
    }
    for (int t = 0; t < fitted.length; t++) {
      int k = place(at[t]);
      boolean known = k >= 0 && own[k].fitted().length == fitted.length;
      fitted[t] = known ? own[k].fitted()[t] : Double.NaN;
    }
    return observed.length == 0 ? InSample.none() : InSample.of(observed, fitted);
  }

  /** Likelihoods and parameters of all states together; the variance is that of the present one. */
  @Override
  public Criteria criteria() {
    double likelihood = 0;
    int parameters = 0;
    int observations = 0;
    for (Fitted fit : fits) {
      likelihood += fit.criteria().logLikelihood();
      parameters += fit.criteria().parameters();
      observations += fit.criteria().observations();
    }
    int k = place(now);
    double sigma2 = k < 0 ? Double.NaN : fits[k].criteria().sigma2();
    return new Criteria(likelihood, parameters, observations, sigma2);
  }

  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> map = new LinkedHashMap<>();
    for (int k = 0; k < fits.length; k++) {
      String state = "state " + Shown.of(states[k]) + ": ";
      fits[k].parameters().forEach((name, value) -> map.put(state + name, value));
    }
    return map;
  }

  @Override
  public String explain() {
    StringBuilder text = new StringBuilder();
    text.append(Shown.count(states.length, "state")).append(", each with a model of its own.");
    for (int k = 0; k < fits.length; k++) {
      text.append(" In state ").append(Shown.of(states[k])).append(": ").append(fits[k].explain());
    }
    text.append(" Now ");
    text.append(
        place(now) < 0 ? "it is in none of them." : "it is in state " + Shown.of(now) + ".");
    return text.toString();
  }

  @Override
  public boolean assumed() {
    int k = place(now);
    return k < 0 || fits[k].assumed();
  }

  @Override
  public boolean recursive() {
    return Arrays.stream(fits).allMatch(Fitted::recursive);
  }
}
