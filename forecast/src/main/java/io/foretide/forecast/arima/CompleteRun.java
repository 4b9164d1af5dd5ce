package io.foretide.forecast.arima;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The state that {@link LevelsFilter} would have after a series without gaps, by the Chandrasekhar
 * recursions on its differences: the last levels are known, and the variance of the other states is
 * the stationary one plus one product of a vector with itself per step (Morf, Sidhu and Kailath
 * 1974). For a season of 24 this is ten times as fast as the filter in levels.
 *
 * @param filter the state for the next step
 * @param innovations one-step errors of the differences
 */
@SuppressWarnings("ArrayRecordComponent")
record CompleteRun(LevelsFilter filter, double[] innovations) {

  private static final double SETTLED = 1e-11;
  private static final double FADED = 1e-18;

  /** Stationary variances above this leave too few digits for sums of steps. */
  private static final double MOST_VARIANCE = 1e4;

  /** The run, or null where it would be inaccurate or there is nothing to run over. */
  static @Nullable CompleteRun of(ArimaOrder order, Arma arma, double[] levels) {
    double[][] p = LevelsFilter.stationary(arma);
    double[] w = order.difference(levels);
    if (p == null || !(p[0][0] < MOST_VARIANCE) || w.length == 0) {
      return null;
    }
    int r = p.length;
    int n = w.length;
    double[] phi = Arrays.copyOf(arma.phi(), r);
    double[] gain = new double[r];
    for (int i = 0; i < r; i++) {
      gain[i] = phi[i] * p[0][0] + (i + 1 < r ? p[i + 1][0] : 0);
    }
    double[] low = gain.clone();
    double[] state = new double[r];
    double[] innovations = new double[n];
    double variance = p[0][0];
    double m = -1 / variance;
    double change = 0;
    for (int t = 0; t < n; t++) {
      double v = w[t] - state[0];
      innovations[t] = v;
      shift(state, phi);
      double share = v / variance;
      for (int i = 0; i < r; i++) {
        state[i] += share * gain[i];
      }
      change = grow(p, low, m);
      double z = low[0];
      double mz = m * z;
      double after = variance + mz * z;
      double lowShare = z / variance;
      shift(low, phi);
      for (int i = 0; i < r; i++) {
        double g = gain[i];
        double moved = low[i];
        low[i] = moved - lowShare * g;
        gain[i] = g + mz * moved;
      }
      m *= variance / after;
      variance = after;
    }
    LevelsFilter filter = filter(order, arma, levels, state, p);
    if (change < SETTLED) {
      double[] steady = new double[filter.a.length];
      for (int i = 0; i < r; i++) {
        steady[i] = p[i][0] / p[0][0];
      }
      filter.gain = steady;
      filter.steadyVariance = p[0][0];
    }
    return new CompleteRun(filter, innovations);
  }

  private static void shift(double[] x, double[] phi) {
    double first = x[0];
    System.arraycopy(x, 1, x, 0, x.length - 1);
    x[x.length - 1] = 0;
    for (int i = 0; i < phi.length; i++) {
      if (phi[i] != 0) {
        x[i] += phi[i] * first;
      }
    }
  }

  /** Adds {@code m low low'}; the largest change. */
  private static double grow(double[][] p, double[] low, double m) {
    double most = 0;
    for (double value : low) {
      most = Math.max(most, Math.abs(value));
    }
    double change = Math.abs(m) * most * most;
    if (change < FADED) {
      return change;
    }
    for (int i = 0; i < low.length; i++) {
      double factor = m * low[i];
      if (factor == 0) {
        continue;
      }
      double[] row = p[i];
      for (int j = 0; j < row.length; j++) {
        row[j] += factor * low[j];
      }
    }
    return change;
  }

  private static LevelsFilter filter(
      ArimaOrder order, Arma arma, double[] levels, double[] state, double[][] p) {
    double[] past = order.differencing();
    int r = state.length;
    double[] a = Arrays.copyOf(state, r + past.length);
    double[][] variance = new double[a.length][a.length];
    for (int i = 0; i < r; i++) {
      System.arraycopy(p[i], 0, variance[i], 0, r);
    }
    for (int j = 0; j < past.length; j++) {
      a[r + j] = levels[levels.length - 1 - j];
    }
    return new LevelsFilter(arma, past, a, variance);
  }
}
