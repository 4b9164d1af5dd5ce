package io.foretide.forecast.inputs;

import io.foretide.forecast.prophet.Feature;
import io.foretide.forecast.prophet.Prophet;
import java.util.List;

/**
 * Prophet's model with other sensors as regressors, whose future is known (Taylor and Letham 2018,
 * section 3.3).
 *
 * @param inputs the other sensors, all of them known
 * @param model everything else; its regressors are replaced
 */
public record InputProphet(List<Input> inputs, Prophet model) implements InputForecaster {

  private static final double PRIOR = 10;
  private static final int SEASON = 1;

  /** Checks the inputs and keeps its own list. */
  public InputProphet {
    inputs = List.copyOf(inputs);
    KnownInputs.check(inputs, "Prophet's model");
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public InputFitted fit(double[] y, double[][] x) {
    KnownInputs known = KnownInputs.of(inputs, y, x, SEASON);
    Prophet full = model;
    for (int k = 0; k < x.length; k++) {
      full =
          full.with(new Feature.Regressor(inputs.get(k).name(), k, PRIOR, model.multiplicative()));
    }
    double[] days = new double[y.length];
    for (int t = 0; t < days.length; t++) {
      days[t] = model.startDay() + t * model.stepDays();
    }
    return new InputProphetFit(
        known.acting(inputs), full.fit(days, known.values(), known.columns()));
  }
}
