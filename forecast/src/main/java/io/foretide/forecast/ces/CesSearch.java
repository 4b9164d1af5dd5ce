package io.foretide.forecast.ces;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.numeric.Lbfgs;
import io.foretide.forecast.season.ClassicalSeason;
import io.foretide.forecast.season.Gaps;

/**
 * Least squares. Given the smoothing parameters the errors are linear in the first level and hidden
 * component, which therefore have a closed form.
 */
final class CesSearch {

  private static final double[][] STARTS = {{1.3, 0.999}, {1.9, 1}, {1.05, 0.95}, {1.5, 0.9}};
  private static final double STEP = 1e-5;

  private final double[] y;
  private final double[] seasonal;
  private double level;
  private double hidden;

  private CesSearch(double[] y, double[] seasonal) {
    this.y = y;
    this.seasonal = seasonal;
  }

  static Fitted fit(Ces method, double[] y) {
    int m = method.season();
    double[] full = Gaps.filled(y, m);
    double[] seasonal =
        ClassicalSeason.present(full, m) ? ClassicalSeason.indices(full, m, false) : new double[0];
    CesSearch search = new CesSearch(y, seasonal);
    int dimension = seasonal.length > 0 ? 3 : 2;
    Lbfgs.Minimum best = null;
    for (double[] start : STARTS) {
      double[] x = new double[dimension];
      x[0] = start[0];
      x[1] = start[1];
      if (dimension == 3) {
        x[2] = -2;
      }
      Lbfgs.Minimum found = Lbfgs.minimise(search::value, x, 1e-6, 150);
      if (best == null || found.value() < best.value()) {
        best = found;
      }
    }
    double[] x = java.util.Objects.requireNonNull(best).x();
    double sum = search.squares(x);
    CesState state =
        new CesState(x[0], x[1], gamma(x), search.level, search.hidden, seasonal.clone(), 0);
    double[] fitted = new double[y.length];
    int used = 0;
    for (int t = 0; t < y.length; t++) {
      fitted[t] = state.mean();
      boolean known = !Double.isNaN(y[t]);
      used += known ? 1 : 0;
      state.step(known ? y[t] - fitted[t] : 0);
    }
    int parameters = dimension + 3 + (seasonal.length > 0 ? m - 1 : 0);
    double likelihood = -0.5 * used * (Math.log(2 * Math.PI * Math.max(1e-290, sum / used)) + 1);
    double free = Math.max(1, used - parameters + 1);
    return new CesFit(
        m,
        state,
        new Criteria(likelihood, parameters, used, sum / free),
        used <= parameters || sum == 0,
        y,
        fitted);
  }

  private static double gamma(double[] x) {
    return x.length == 3 ? 0.5 / (1 + Math.exp(-x[2])) : 0;
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
    double a0 = x[0];
    double a1 = x[1];
    if (!CesState.stable(a0, a1)) {
      return Double.POSITIVE_INFINITY;
    }
    double gamma = gamma(x);
    CesState base = new CesState(a0, a1, gamma, 0, 0, seasonal.clone(), 0);
    CesState one = new CesState(a0, a1, gamma, 1, 0, new double[seasonal.length], 0);
    CesState two = new CesState(a0, a1, gamma, 0, 1, new double[seasonal.length], 0);
    double s11 = 0;
    double s12 = 0;
    double s22 = 0;
    double s1 = 0;
    double s2 = 0;
    double s0 = 0;
    for (double value : y) {
      double p1 = one.mean();
      double p2 = two.mean();
      double e = value - base.mean();
      if (Double.isNaN(e)) {
        base.step(0);
        one.step(0);
        two.step(0);
        continue;
      }
      s11 += p1 * p1;
      s12 += p1 * p2;
      s22 += p2 * p2;
      s1 += p1 * e;
      s2 += p2 * e;
      s0 += e * e;
      base.step(e);
      one.step(-p1);
      two.step(-p2);
    }
    double determinant = s11 * s22 - s12 * s12;
    if (determinant > 1e-10 * s11 * s22) {
      level = (s22 * s1 - s12 * s2) / determinant;
      hidden = (s11 * s2 - s12 * s1) / determinant;
    } else {
      level = s11 > 0 ? s1 / s11 : 0;
      hidden = 0;
    }
    double sum = s0 - level * s1 - hidden * s2;
    return Math.max(0, sum);
  }
}
