package io.foretide.forecast.naive;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;

/** A random walk with drift: the line through the first and the last value goes on. */
public record Drift() implements Forecaster {

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 1, DriftFit::of);
  }
}
