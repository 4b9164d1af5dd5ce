package io.foretide.forecast.ces;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;
import org.jspecify.annotations.Nullable;

/**
 * Complex exponential smoothing: a level and a hidden component that feed each other, so that no
 * form of trend has to be chosen; with one of four ways to treat a season.
 *
 * @param season period in steps, 1 for none
 * @param form how the season is treated; null to choose by AICc
 */
public record Ces(int season, @Nullable CesForm form) implements Forecaster {

  /** Checks the season. */
  public Ces {
    if (season < 1 || (season == 1 && form != null && form.seasonal())) {
      throw new IllegalArgumentException(
          "Season "
              + season
              + (form == null ? "" : " for complex smoothing with a " + form + " season")
              + ": expected 1 or more steps, above 1 for a form with a season");
    }
  }

  /** With the form of least AICc. */
  public Ces(int season) {
    this(season, null);
  }

  @Override
  public String name() {
    return "ces";
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 5, y -> CesChoice.fit(this, y));
  }
}
