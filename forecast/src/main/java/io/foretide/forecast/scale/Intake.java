package io.foretide.forecast.scale;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.RefusedFit;
import java.util.function.Function;

/** The door through which every method takes its data, so that no data can break one. */
public final class Intake {

  private static final double LARGE = 1e60;

  private Intake() {}

  /**
   * Fits a method to a cleaned copy of the values: infinities become missing, and values of extreme
   * magnitude are scaled by a power of two, which costs no precision, and scaled back in results.
   *
   * @param needed usable values below which the method refuses
   */
  public static Fitted fit(
      Forecaster forecaster, double[] values, int needed, Function<double[], Fitted> method) {
    double[] clean = new double[values.length];
    int usable = 0;
    double largest = 0;
    for (int i = 0; i < clean.length; i++) {
      double value = values[i];
      if (Double.isFinite(value)) {
        clean[i] = value;
        usable++;
        largest = Math.max(largest, Math.abs(value));
      } else {
        clean[i] = Double.NaN;
      }
    }
    if (usable < Math.max(1, needed)) {
      return RefusedFit.of(
          forecaster,
          values,
          usable + " usable values of " + values.length,
          "at least " + Math.max(1, needed) + " values that are not missing");
    }
    if (largest == 0 || (largest < LARGE && largest > 1 / LARGE)) {
      return method.apply(clean);
    }
    int exponent = Math.getExponent(largest);
    for (int i = 0; i < clean.length; i++) {
      clean[i] = Math.scalb(clean[i], -exponent);
    }
    return new ScaledFit(method.apply(clean), exponent);
  }
}
