package io.foretide.forecast.scale;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;

/**
 * A forecaster on another scale, with results on the scale of the values. Where the scale cannot
 * take the values, the forecaster runs on them as they are, inside the bounds.
 *
 * @param inner method on the other scale
 * @param scale the scale
 * @param chosenFor season for which Guerrero's rule chooses the power from the data, 0 to keep it
 */
public record OnScale(Forecaster inner, ValueScale scale, int chosenFor) implements Forecaster {

  private static final double NEAR = 0.05;

  /** On a fixed scale. */
  public OnScale(Forecaster inner, ValueScale scale) {
    this(inner, scale, 0);
  }

  /** On a Box-Cox scale whose power is chosen from the data by Guerrero's rule. */
  public static OnScale chosen(Forecaster inner, ValueScale scale, int season) {
    return new OnScale(inner, scale, Math.max(1, season));
  }

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
    if (chosenFor > 0) {
      double lambda = ValueScale.guerrero(y, chosenFor);
      // Powers near 0 and 1 are the logarithm and the values themselves, which are easier to read.
      double near = Math.abs(lambda) < NEAR ? 0 : Math.abs(lambda - 1) < NEAR ? 1 : lambda;
      return new ValueScale(
          near, scale.shift(), scale.biasAdjusted(), scale.lower(), scale.upper());
    }
    return scale.takes(y) ? scale : ValueScale.PLAIN.within(scale.lower(), scale.upper());
  }
}
