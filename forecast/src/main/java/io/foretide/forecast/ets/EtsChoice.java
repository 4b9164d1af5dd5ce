package io.foretide.forecast.ets;

import io.foretide.forecast.Fitted;
import org.jspecify.annotations.Nullable;

/** Chooses the form with the least {@link Ets.Choice}. */
final class EtsChoice {

  /** Most origins from which the errors ahead are taken. */
  private static final int ORIGINS = 60;

  private static final int SHORTEST = 6;

  /** Errors below this share of the values' spread are as good as none. */
  private static final double LEAST_ERROR = 1e-9;

  /** How much the errors ahead count beside the likelihood of one step. */
  private static final double WEIGHT_AHEAD = 2;

  /** The least that is left of the largest possible weight of the trend. */
  private static final double LEAST_LEFT = 1e-3;

  private EtsChoice() {}

  static Fitted best(Ets method, double[] y, @Nullable EtsFit warm) {
    int usable = 0;
    for (double value : y) {
      usable += !Double.isNaN(value) ? 1 : 0;
    }
    double unit = EtsStart.unit(y);
    EtsFit best = null;
    double least = Double.POSITIVE_INFINITY;
    for (EtsForm form : Ets.candidates(method.season(), Ets.positive(y), usable)) {
      if (usable < form.parameters(method.season()) + 2) {
        continue;
      }
      EtsFit fit = EtsSearch.fit(form, method.season(), y, warm);
      if (fit == null) {
        continue;
      }
      double value = fit.criteria().aicc();
      if (method.choice() == Ets.Choice.AHEAD) {
        double error = Math.max(errorAhead(fit, y), unit * LEAST_ERROR);
        value += WEIGHT_AHEAD * usable * Math.log(error) + hasty(fit);
      }
      if (value < least) {
        least = value;
        best = fit;
      }
    }
    if (best == null) {
      best = EtsSearch.fit(EtsForm.parse("ANN"), 1, y, null);
    }
    EtsFit chosen =
        java.util.Objects.requireNonNull(best, "simple smoothing always has a likelihood");
    // A season that the data does not hold once cannot show in the errors.
    boolean unseen = method.season() > 1 && usable < method.season() + Ets.MORE_THAN_A_SEASON;
    return unseen ? chosen.asAssumed() : chosen;
  }

  /**
   * Minus twice the logarithm of a prior Beta(1, 2) of beta / alpha: a trend that takes up every
   * error as the level does fits short data well and leads far off.
   */
  private static double hasty(EtsFit fit) {
    EtsState state = fit.start();
    return state.form.hasTrend()
        ? -2 * Math.log(Math.max(LEAST_LEFT, 1 - state.beta / state.alpha))
        : 0;
  }

  /**
   * Mean absolute error of the forecasts over two seasons, from origins spread over the last two
   * thirds of the values; parameters and first states are those of the fit.
   */
  private static double errorAhead(EtsFit fit, double[] y) {
    int n = y.length;
    int horizon = Math.min(Math.max(2 * fit.season(), SHORTEST), Math.max(1, n / 4));
    int first = n / 3;
    int last = n - horizon;
    int stride = Math.max(1, (last - first) / ORIGINS);
    EtsState state = fit.start();
    double sum = 0;
    int count = 0;
    for (int t = 0; t <= last; t++) {
      if (t >= first && (t - first) % stride == 0) {
        EtsState moving = state.copy();
        for (int h = 0; h < horizon; h++) {
          double error = Math.abs(y[t + h] - moving.mean());
          if (!Double.isNaN(error)) {
            sum += error;
            count++;
          }
          moving.step(0);
        }
      }
      state.step(Double.isNaN(y[t]) ? 0 : y[t] - state.mean());
    }
    return count == 0 ? 0 : sum / count;
  }
}
