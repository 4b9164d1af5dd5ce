package io.foretide.forecast.ets;

import io.foretide.forecast.Fitted;
import org.jspecify.annotations.Nullable;

/** Chooses the form with the least AICc. */
final class EtsChoice {

  private EtsChoice() {}

  static Fitted best(Ets method, double[] y, @Nullable EtsFit warm) {
    int usable = 0;
    for (double value : y) {
      usable += !Double.isNaN(value) ? 1 : 0;
    }
    EtsFit best = null;
    double least = Double.POSITIVE_INFINITY;
    for (EtsForm form : Ets.candidates(method.season(), Ets.positive(y), usable)) {
      if (usable < form.parameters(method.season()) + 2) {
        continue;
      }
      EtsFit fit = EtsSearch.fit(form, method.season(), y, warm);
      if (fit != null && fit.criteria().aicc() < least) {
        least = fit.criteria().aicc();
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
}
