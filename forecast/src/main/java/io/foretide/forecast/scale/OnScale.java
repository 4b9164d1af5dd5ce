package io.foretide.forecast.scale;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;

/**
 * A forecaster on another scale, with results on the scale of the values. Where the scale cannot
 * take the values, the forecaster runs on them as they are, inside the bounds.
 *
 * @param inner method on the other scale
 * @param scale the scale
 */
public record OnScale(Forecaster inner, ValueScale scale) implements Forecaster {

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(
        this,
        values,
        1,
        y -> {
          ValueScale used = used(y);
          return new OnScaleFit(inner.fit(used.to(y)), used);
        });
  }

  @Override
  public Fitted refit(double[] values, Fitted previous) {
    if (!(previous instanceof OnScaleFit before)) {
      return fit(values);
    }
    return Intake.fit(
        this,
        values,
        1,
        y -> {
          ValueScale used = used(y);
          return new OnScaleFit(inner.refit(used.to(y), before.inner()), used);
        });
  }

  private ValueScale used(double[] y) {
    return scale.takes(y) ? scale : ValueScale.PLAIN.within(scale.lower(), scale.upper());
  }
}
