package io.foretide.forecast.ces;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.RefusedFit;
import io.foretide.forecast.season.ClassicalSeason;
import io.foretide.forecast.season.Gaps;
import java.util.List;

/** Chooses the form of least AICc among those that the data are long enough for. */
final class CesChoice {

  private CesChoice() {}

  static Fitted fit(Ces method, double[] y) {
    int m = method.season();
    CesForm given = method.form();
    if (given != null) {
      if (given.seasonal() && y.length <= 2 * m) {
        return RefusedFit.of(
            method,
            y,
            y.length + " values for a season of " + m + " steps",
            "more than two seasons, " + (2 * m + 1) + " values");
      }
      return candidate(m, given, y);
    }
    CesFit best = candidate(m, CesForm.NONE, y);
    if (m == 1 || y.length <= 2 * m || !ClassicalSeason.present(Gaps.filled(y, m), m)) {
      return best;
    }
    for (CesForm form : List.of(CesForm.SIMPLE, CesForm.PARTIAL, CesForm.FULL)) {
      CesFit tried = candidate(m, form, y);
      if (tried.settles() && tried.criteria().aicc() < best.criteria().aicc()) {
        best = tried;
      }
    }
    return best;
  }

  private static CesFit candidate(int season, CesForm form, double[] y) {
    int m = form.seasonal() ? season : 1;
    double[] indices =
        form == CesForm.PARTIAL || form == CesForm.FULL
            ? ClassicalSeason.indices(Gaps.filled(y, m), m, false)
            : new double[form.seasonal() ? m : 0];
    return new CesSearch(form, y, indices).fit(season);
  }
}
