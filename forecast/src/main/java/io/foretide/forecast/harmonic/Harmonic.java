package io.foretide.forecast.harmonic;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;

/**
 * Dynamic harmonic regression (Hyndman and Athanasopoulos, Forecasting, section 10.5): Fourier
 * terms of each season and another method for the rest. With {@code Arima} or {@code AutoArima} for
 * the rest, waves and errors are estimated together by exact likelihood and the number of waves is
 * that of least AICc; with others the waves come first, their number by Schwarz's criterion.
 *
 * @param inner method for the rest
 * @param seasons periods in steps, of any length, also not whole
 */
@SuppressWarnings("ArrayRecordComponent")
public record Harmonic(Forecaster inner, double... seasons) implements Forecaster {

  @Override
  public String name() {
    return "harmonic-" + inner.name();
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 4, y -> new HarmonicSearch(this, y).best());
  }
}
