package io.foretide.forecast.naive;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;

/** Forecasts the mean of all values, with the interval of a new value from the same population. */
public record MeanForecaster() implements Forecaster {

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 1, MeanFit::of);
  }
}
