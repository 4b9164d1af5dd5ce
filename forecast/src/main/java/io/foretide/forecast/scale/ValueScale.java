package io.foretide.forecast.scale;

import io.foretide.forecast.season.Gaps;

/**
 * An increasing change of scale: Box-Cox after a shift, then cut to bounds (Box and Cox 1964; bias
 * adjustment as in Hyndman and Athanasopoulos, Forecasting, section 5.6).
 *
 * @param lambda power; 0 is the logarithm, 1 leaves values as they are
 * @param shift added before the power is taken, so that all values are above zero
 * @param biasAdjusted whether means are means on the value scale, not medians
 * @param lower least value that a forecast may take
 * @param upper largest value that a forecast may take
 */
public record ValueScale(
    double lambda, double shift, boolean biasAdjusted, double lower, double upper) {

  private static final double MOST_EXPONENT = 300;
  private static final double MOST = Math.exp(MOST_EXPONENT);

  /** Values as they are, without bounds. */
  public static final ValueScale PLAIN =
      new ValueScale(1, 0, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Logarithms of values above zero; medians come back. */
  public static ValueScale log() {
    return boxCox(0);
  }

  /** Box-Cox of values above zero; medians come back. */
  public static ValueScale boxCox(double lambda) {
    return new ValueScale(lambda, 0, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** The same with means adjusted for the curvature of the scale. */
  public ValueScale withBiasAdjustment() {
    return new ValueScale(lambda, shift, true, lower, upper);
  }

  /** The same with hard bounds on every forecast, interval and path. */
  public ValueScale within(double least, double most) {
    if (!(least <= most)) {
      throw new IllegalArgumentException(
          "Bounds " + least + " to " + most + ": expected the lower one first");
    }
    return new ValueScale(lambda, shift, biasAdjusted, least, most);
  }

  /** Whether the scale can take every value. */
  public boolean takes(double[] y) {
    if (lambda == 1) {
      return true;
    }
    for (double value : y) {
      if (value + shift <= 0) {
        return false;
      }
    }
    return true;
  }

  /** A value on the model's scale. */
  public double to(double value) {
    if (lambda == 1) {
      return value;
    }
    double x = value + shift;
    return lambda == 0 ? Math.log(x) : (Math.pow(x, lambda) - 1) / lambda;
  }

  /** A value back from the model's scale, inside the bounds. */
  public double from(double z) {
    return cut(raw(z));
  }

  /** The mean of values whose scaled counterparts have mean {@code z} and deviation {@code sd}. */
  public double mean(double z, double sd) {
    double median = raw(z);
    if (!biasAdjusted || lambda == 1) {
      return cut(median);
    }
    double curve =
        lambda == 0 ? sd * sd / 2 : sd * sd * (1 - lambda) / (2 * Math.pow(lambda * z + 1, 2));
    return cut((median + shift) * (1 + Math.clamp(curve, -1, 1)) - shift);
  }

  private double raw(double z) {
    if (lambda == 1) {
      return z;
    }
    if (lambda == 0) {
      return Math.exp(Math.min(z, MOST_EXPONENT)) - shift;
    }
    // Beyond the range of the scale lies the end of the range: zero, or no bound below power 0.
    double base = Math.max(0, lambda * z + 1);
    return Math.min(Math.pow(base, 1 / lambda), MOST) - shift;
  }

  private double cut(double value) {
    return Math.max(lower, Math.min(upper, value));
  }

  /** All values on the model's scale. */
  public double[] to(double[] y) {
    double[] out = new double[y.length];
    for (int t = 0; t < y.length; t++) {
      out[t] = to(y[t]);
    }
    return out;
  }

  /**
   * The power between -1 and 2 at which the spread within seasons depends least on their level
   * (Guerrero 1993); 1 where values are not above zero or too few.
   */
  public static double guerrero(double[] values, int season) {
    double[] y = Gaps.filled(values, season);
    int period = Math.max(2, season);
    int groups = y.length / period;
    if (groups < 2) {
      return 1;
    }
    double[] means = new double[groups];
    double[] sds = new double[groups];
    int offset = y.length - groups * period;
    for (int g = 0; g < groups; g++) {
      double mean = 0;
      for (int j = 0; j < period; j++) {
        double value = y[offset + g * period + j];
        if (!(value > 0)) {
          return 1;
        }
        mean += value / period;
      }
      double squares = 0;
      for (int j = 0; j < period; j++) {
        double d = y[offset + g * period + j] - mean;
        squares += d * d;
      }
      means[g] = mean;
      sds[g] = Math.sqrt(squares / (period - 1));
    }
    return io.foretide.forecast.numeric.Brent.minimise(
        lambda -> variation(means, sds, lambda), -1, 2, 1e-5);
  }

  private static double variation(double[] means, double[] sds, double lambda) {
    double mean = 0;
    double[] ratios = new double[means.length];
    for (int g = 0; g < means.length; g++) {
      ratios[g] = sds[g] / Math.pow(means[g], 1 - lambda);
      mean += ratios[g] / means.length;
    }
    double squares = 0;
    for (double ratio : ratios) {
      squares += (ratio - mean) * (ratio - mean);
    }
    return mean > 0 ? Math.sqrt(squares / (means.length - 1)) / mean : Double.POSITIVE_INFINITY;
  }
}
