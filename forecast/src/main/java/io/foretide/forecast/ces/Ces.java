package io.foretide.forecast.ces;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;

/**
 * Complex exponential smoothing: a level and a hidden component that feed each other, so that no
 * form of trend has to be chosen; with an additive season where one is present.
 *
 * @param season period in steps, 1 for none
 */
public record Ces(int season) implements Forecaster {

  /** Checks the season. */
  public Ces {
    if (season < 1) {
      throw new IllegalArgumentException("Season " + season + ": expected 1 or more steps");
    }
  }

  @Override
  public String name() {
    return "ces";
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 5, y -> CesSearch.fit(this, y));
  }
}
