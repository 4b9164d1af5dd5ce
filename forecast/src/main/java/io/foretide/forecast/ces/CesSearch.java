package io.foretide.forecast.ces;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.numeric.Lbfgs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Least squares for one form. Given the smoothing parameters the errors are linear in the first
 * level and hidden component, in the simple form those of each place, which therefore have a closed
 * form. First seasons of the other forms start as those of the classical decomposition, with the
 * hidden component at rest; smoothing and first states are then improved in turn.
 */
final class CesSearch {

  private static final double[][] STARTS = {{1.3, 0.999}, {1.9, 1}, {1.05, 0.95}, {1.5, 0.9}};
  private static final double[][] FULL_STARTS = {
    {1.3, 0.999, 1.05, 0.999}, {1.3, 0.999, 1.4, 0.999}, {1.9, 1, 1.2, 0.999}
  };
  private static final double GAMMA_START = -2;
  private static final double STEP = 1e-5;
  private static final int ROUNDS = 4;
  private static final int MOST_EVALUATIONS = 150;

  private final CesForm form;
  private final double[] y;

  /** The first season, and its hidden components where the form has them. */
  private double[] indices;

  private double @Nullable [] other;

  /** First states at the parameters asked last: one place, in the simple form all. */
  private final double[] level;

  private final double[] hidden;

  CesSearch(CesForm form, double[] y, double[] indices) {
    this.form = form;
    this.y = y;
    this.indices = indices;
    int places = form == CesForm.SIMPLE ? indices.length : 1;
    level = new double[places];
    hidden = new double[places];
  }

  CesFit fit(int season) {
    Lbfgs.Minimum best = null;
    double[][] starts =
        switch (form) {
          case NONE -> STARTS;
          case SIMPLE, PARTIAL -> Arrays.copyOf(STARTS, 2);
          case FULL -> FULL_STARTS;
        };
    for (double[] start : starts) {
      double[] x = Arrays.copyOf(start, form.smoothing());
      if (form == CesForm.PARTIAL) {
        x[2] = GAMMA_START;
      }
      Lbfgs.Minimum found = Lbfgs.minimise(this::value, x, 1e-6, MOST_EVALUATIONS);
      if (best == null || found.value() < best.value()) {
        best = found;
      }
    }
    double[] x = java.util.Objects.requireNonNull(best).x();
    double least = squares(x);
    for (int round = 0; round < ROUNDS && improved(x); round++) {
      x = Lbfgs.minimise(this::value, x, 1e-6, MOST_EVALUATIONS).x();
      double now = squares(x);
      if (now > 0.999 * least) {
        break;
      }
      least = now;
    }
    double sum = squares(x);
    CesState state = start(smoothing(x));
    double[] fitted = new double[y.length];
    int used = 0;
    for (int t = 0; t < y.length; t++) {
      fitted[t] = state.mean();
      boolean known = !Double.isNaN(y[t]);
      used += known ? 1 : 0;
      state.step(known ? y[t] - fitted[t] : 0);
    }
    int parameters = form.smoothing() + form.states(indices.length) + 1;
    double likelihood = -0.5 * used * (Math.log(2 * Math.PI * Math.max(1e-290, sum / used)) + 1);
    double free = Math.max(1, used - parameters + 1);
    return new CesFit(
        season,
        state,
        new Criteria(likelihood, parameters, used, sum / free),
        used <= parameters || sum == 0 || (season > 1 && used < season + 2),
        y,
        fitted);
  }

  /** Takes the first season that is best at the smoothing found, where there is one. */
  private boolean improved(double[] x) {
    if (form != CesForm.PARTIAL && form != CesForm.FULL) {
      return false;
    }
    double[] first = CesFirstStates.best(base(smoothing(x)).zero(), y);
    if (first.length == 0) {
      return false;
    }
    double before = squares(x);
    double[] keptIndices = indices;
    double[] keptOther = other;
    int m = indices.length;
    indices = Arrays.copyOfRange(first, 2, 2 + m);
    other = form == CesForm.FULL ? Arrays.copyOfRange(first, 2 + m, 2 + 2 * m) : null;
    if (!(squares(x) < before)) {
      indices = keptIndices;
      other = keptOther;
      return false;
    }
    return true;
  }

  private double[] smoothing(double[] x) {
    double[] smoothing = x.clone();
    if (form == CesForm.PARTIAL) {
      smoothing[2] = 0.5 / (1 + Math.exp(-x[2]));
    }
    return smoothing;
  }

  /** The first state at the levels and hidden components found last. */
  private CesState start(double[] smoothing) {
    CesState base = base(smoothing);
    if (form == CesForm.SIMPLE) {
      System.arraycopy(level, 0, base.seasonal, 0, level.length);
      System.arraycopy(hidden, 0, base.seasonalHidden, 0, hidden.length);
    } else {
      base.level = level[0];
      base.hidden = hidden[0];
    }
    return base;
  }

  private CesState base(double[] smoothing) {
    double[] second = other == null ? new double[indices.length] : other.clone();
    if (form == CesForm.FULL && other == null) {
      for (int j = 0; j < second.length; j++) {
        second[j] = indices[j] / smoothing[2];
      }
    }
    return new CesState(form, smoothing, 0, 0, indices.clone(), second, 0);
  }

  private CesState unit(double[] smoothing, double first, double second) {
    CesState zero = base(smoothing).zero();
    if (form == CesForm.SIMPLE) {
      Arrays.fill(zero.seasonal, first);
      Arrays.fill(zero.seasonalHidden, second);
    } else {
      zero.level = first;
      zero.hidden = second;
    }
    return zero;
  }

  private double value(double[] x, double[] gradient) {
    double value = loss(x);
    if (!(value < Double.POSITIVE_INFINITY)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] moved = x.clone();
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i] + STEP;
      double up = loss(moved);
      moved[i] = x[i] - STEP;
      double down = loss(moved);
      moved[i] = x[i];
      gradient[i] =
          up < Double.POSITIVE_INFINITY && down < Double.POSITIVE_INFINITY
              ? (up - down) / (2 * STEP)
              : 0;
    }
    return value;
  }

  private double loss(double[] x) {
    double sum = squares(x);
    return sum < Double.POSITIVE_INFINITY
        ? 0.5 * y.length * Math.log(Math.max(sum, 1e-290))
        : Double.POSITIVE_INFINITY;
  }

  /** Sum of squared errors at the best first states, which it leaves in the fields. */
  private double squares(double[] x) {
    if (!CesState.stable(x[0], x[1]) || (form == CesForm.FULL && !CesState.stable(x[2], x[3]))) {
      return Double.POSITIVE_INFINITY;
    }
    double[] smoothing = smoothing(x);
    CesState base = base(smoothing);
    CesState one = unit(smoothing, 1, 0);
    CesState two = unit(smoothing, 0, 1);
    int places = level.length;
    double[][] s = new double[places][5];
    int place = 0;
    for (double value : y) {
      double p1 = one.mean();
      double p2 = two.mean();
      double e = value - base.mean();
      if (Double.isNaN(e)) {
        base.step(0);
        one.step(0);
        two.step(0);
      } else {
        double[] sums = s[place];
        sums[0] += p1 * p1;
        sums[1] += p1 * p2;
        sums[2] += p2 * p2;
        sums[3] += p1 * e;
        sums[4] += p2 * e;
        base.step(e);
        one.step(-p1);
        two.step(-p2);
      }
      place = place + 1 == places ? 0 : place + 1;
    }
    for (int j = 0; j < places; j++) {
      double[] sums = s[j];
      double determinant = sums[0] * sums[2] - sums[1] * sums[1];
      if (determinant > 1e-10 * sums[0] * sums[2]) {
        level[j] = (sums[2] * sums[3] - sums[1] * sums[4]) / determinant;
        hidden[j] = (sums[0] * sums[4] - sums[1] * sums[3]) / determinant;
      } else {
        level[j] = sums[0] > 0 ? sums[3] / sums[0] : 0;
        hidden[j] = 0;
      }
    }
    // Summed anew: the difference of large sums would make models that explode look perfect.
    CesState state = start(smoothing);
    double squares = 0;
    for (double value : y) {
      double e = value - state.mean();
      boolean known = !Double.isNaN(value);
      squares += known ? e * e : 0;
      state.step(known ? e : 0);
    }
    return squares < Double.POSITIVE_INFINITY ? squares : Double.POSITIVE_INFINITY;
  }
}
