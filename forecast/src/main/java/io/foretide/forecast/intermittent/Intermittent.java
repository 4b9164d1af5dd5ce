package io.foretide.forecast.intermittent;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;

/**
 * Smooths the size of non-zero values and how often they come, apart from each other.
 *
 * @param fading true for TSB, whose probability fades while nothing comes; false for Croston's
 *     intervals with the correction of Syntetos and Boylan
 */
public record Intermittent(boolean fading) implements Forecaster {

  /** Teunter, Syntetos and Babai. */
  public static Intermittent tsb() {
    return new Intermittent(true);
  }

  /** Croston with the correction of Syntetos and Boylan (2005). */
  public static Intermittent croston() {
    return new Intermittent(false);
  }

  @Override
  public String name() {
    return fading ? "tsb" : "croston";
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 1, y -> IntermittentFit.of(this, y));
  }
}
