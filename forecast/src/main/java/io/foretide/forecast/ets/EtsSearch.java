package io.foretide.forecast.ets;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.ets.EtsForm.Part;
import io.foretide.forecast.numeric.Lbfgs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maximum likelihood for one form: several short searches, then the best one to the end. */
final class EtsSearch {

  private static final double[] ALPHAS = {0.02, 0.1, 0.4, 0.9};
  private static final double[] TREND_SHARES = {0.01, 0.2, 0.95};
  private static final double[] SEASON_SHARES = {0.01, 0.15, 0.7};
  private static final double[] DAMPINGS = {0.85, 0.97};
  private static final int FINALISTS = 4;
  private static final int CONTENDERS = 2;
  private static final double WORTH_FINISHING = 10;

  /** Degrees of freedom below which the errors say nothing about errors to come. */
  private static final int LEAST_FREE = 2;

  /** Growth of the error variance that makes a warm search suspect. */
  private static final double LARGER = 1.3;

  private static final int SHORT = 20;
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
      if (stuck(objective, best, warm, form, start, seasonal)) {
        best = null;
      }
    }
    if (best == null) {
      List<Lbfgs.Minimum> found = new ArrayList<>();
      for (EtsState state : finalists(objective, form, y, start, seasonal)) {
        found.add(Lbfgs.minimise(objective, objective.coordinates(state), 1e-3, SHORT));
      }
      found.sort(Comparator.comparingDouble(Lbfgs.Minimum::value));
      best = found.get(0);
      for (Lbfgs.Minimum near : found.subList(0, Math.min(CONTENDERS, found.size()))) {
        if (near.value() < found.get(0).value() + WORTH_FINISHING) {
          Lbfgs.Minimum finished = Lbfgs.minimise(objective, near.x(), 1e-6, LONG);
          best = finished.value() < best.value() ? finished : best;
        }
      }
    }
    if (!(best.value() < Double.POSITIVE_INFINITY)) {
      return null;
    }
    return at(objective, form, season, y, objective.state(best.x()));
  }

  /**
   * Whether a warm search ended where a cold one need not: at a much larger error than before, or
   * below the likelihood of a plain guess. New levels or seasons in the data bring that about.
   */
  private static boolean stuck(
      EtsObjective objective,
      Lbfgs.Minimum found,
      EtsFit before,
      EtsForm form,
      double[] start,
      double[] seasonal) {
    if (!(found.value() < Double.POSITIVE_INFINITY)) {
      return true;
    }
    objective.forward(objective.state(found.x()));
    double variance = objective.sumOfSquares / Math.max(1, objective.used());
    if (variance > LARGER * before.criteria().sigma2()) {
      return true;
    }
    for (double alpha : ALPHAS) {
      EtsState guess = guess(form, alpha, 0.2, 0.15, 0.97, start, seasonal);
      if (objective.forward(guess) < found.value()) {
        return true;
      }
    }
    return false;
  }

  private static EtsState guess(
      EtsForm form,
      double alpha,
      double trendShare,
      double seasonShare,
      double damping,
      double[] levelAndTrend,
      double[] seasonal) {
    return new EtsState(
        form,
        alpha,
        form.hasTrend() ? alpha * trendShare : 0,
        form.hasSeason() ? (1 - alpha) * seasonShare : 0,
        form.damped() ? damping : 1,
        levelAndTrend[0],
        levelAndTrend[1],
        seasonal,
        0);
  }

  /**
   * The best few of a coarse grid of smoothing parameters, at least one per weight of the season:
   * likelihoods of seasonal forms often have one optimum with a fixed and one with a moving season.
   */
  private static List<EtsState> finalists(
      EtsObjective objective, EtsForm form, double[] y, double[] start, double[] seasonal) {
    List<Candidate> all = new ArrayList<>();
    double[][] states = {start, EtsStart.firstValues(form, y, seasonal)};
    double[] one = {0.1};
    for (double g : form.hasSeason() ? SEASON_SHARES : one) {
      for (double alpha : ALPHAS) {
        Candidate own = null;
        for (double b : form.hasTrend() ? TREND_SHARES : one) {
          for (double phi : form.damped() ? DAMPINGS : one) {
            for (double[] at : states) {
              EtsState state = guess(form, alpha, b, g, phi, at, seasonal);
              double value = objective.forward(state);
              if (own == null || value < own.value()) {
                own = new Candidate(state, value);
              }
            }
          }
        }
        all.add(java.util.Objects.requireNonNull(own));
      }
    }
    all.sort(Comparator.comparingDouble(Candidate::value));
    List<Candidate> chosen = new ArrayList<>(all.subList(0, Math.min(FINALISTS, all.size())));
    for (double g : form.hasSeason() ? SEASON_SHARES : one) {
      all.stream()
          .filter(c -> Math.abs(c.state().gamma - (1 - c.state().alpha) * g) < 1e-12)
          .findFirst()
          .filter(c -> !chosen.contains(c))
          .ifPresent(chosen::add);
    }
    return chosen.stream().map(Candidate::state).toList();
  }

  private record Candidate(EtsState state, double value) {}

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
    // The variance itself does not count here, as in R.
    double free = used - parameters + 1;
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
    boolean assumed = free < LEAST_FREE || objective.sumOfSquares == 0;
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
