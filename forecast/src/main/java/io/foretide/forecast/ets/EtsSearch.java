package io.foretide.forecast.ets;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.ets.EtsForm.Part;
import io.foretide.forecast.numeric.Lbfgs;
import org.jspecify.annotations.Nullable;

/** Maximum likelihood for one form: several short searches, then the best one to the end. */
final class EtsSearch {

  private static final double[][] STARTS = {
    {0.5, 0.1, 0.1, 0.95}, {0.05, 0.05, 0.02, 0.9}, {0.95, 0.02, 0.3, 0.9}
  };
  private static final int SHORT = 25;
  private static final int LONG = 500;

  private EtsSearch() {}

  /** The fit, or null where the likelihood is infinite from every start. */
  static @Nullable EtsFit fit(EtsForm form, int season, double[] y, @Nullable EtsFit warm) {
    double unit = EtsStart.unit(y);
    double[] seasonal = form.hasSeason() ? EtsStart.seasonal(form, y, season) : new double[0];
    double[] start = EtsStart.levelAndTrend(form, y, seasonal);
    EtsObjective objective =
        new EtsObjective(form, y, season, unit, seasonal, season <= Ets.LONGEST_FREE_SEASON);
    Lbfgs.Minimum best = null;
    if (warm != null && warm.form().equals(form) && warm.season() == season) {
      best = Lbfgs.minimise(objective, objective.coordinates(warm.start()), 1e-4, LONG);
    }
    if (best == null || !(best.value() < Double.POSITIVE_INFINITY)) {
      for (double[] at : STARTS) {
        double alpha = at[0];
        EtsState state =
            new EtsState(
                form,
                alpha,
                form.hasTrend() ? alpha * at[1] : 0,
                form.hasSeason() ? (1 - alpha) * at[2] : 0,
                form.damped() ? at[3] : 1,
                start[0],
                start[1],
                seasonal,
                0);
        Lbfgs.Minimum found = Lbfgs.minimise(objective, objective.coordinates(state), 1e-3, SHORT);
        if (best == null || found.value() < best.value()) {
          best = found;
        }
      }
      best = Lbfgs.minimise(objective, java.util.Objects.requireNonNull(best).x(), 1e-6, LONG);
    }
    if (!(best.value() < Double.POSITIVE_INFINITY)) {
      return null;
    }
    return at(objective, form, season, y, objective.state(best.x()));
  }

  /** The fit at given parameters and initial states. */
  static @Nullable EtsFit at(EtsForm form, int season, double[] y, EtsState start) {
    return at(new EtsObjective(form, y, season, 1, start.seasonal, false), form, season, y, start);
  }

  private static @Nullable EtsFit at(
      EtsObjective objective, EtsForm form, int season, double[] y, EtsState start) {
    normalise(start);
    double value = objective.forward(start);
    if (!(value < Double.POSITIVE_INFINITY)) {
      return null;
    }
    int parameters = form.parameters(season);
    int used = objective.used();
    double free = used - parameters;
    Criteria criteria =
        new Criteria(
            objective.logLikelihood(value),
            parameters,
            used,
            objective.sumOfSquares / (free > 0 ? free : used));
    EtsState end = start.copy();
    double[] means = objective.means().clone();
    for (int t = 0; t < y.length; t++) {
      end.step(!Double.isNaN(y[t]) ? y[t] - means[t] : 0);
    }
    boolean assumed = free < 1 || objective.sumOfSquares == 0;
    return new EtsFit(season, start, end, criteria, assumed, y, means);
  }

  /** Level shifts between level and season do not change the model: the season takes none. */
  private static void normalise(EtsState state) {
    double total = 0;
    for (double s : state.seasonal) {
      total += s;
    }
    double average = total / state.seasonal.length;
    int m = state.seasonal.length;
    if (state.form.seasonal() == Part.ADDITIVE) {
      for (int j = 0; j < m; j++) {
        state.seasonal[j] -= average;
      }
      state.level += average;
    } else if (state.form.seasonal() == Part.MULTIPLICATIVE) {
      for (int j = 0; j < m; j++) {
        state.seasonal[j] /= average;
      }
      state.level *= average;
      if (state.form.trend() == Part.ADDITIVE) {
        state.trend *= average;
      }
    }
  }
}
