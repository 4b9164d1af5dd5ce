package io.foretide.detect.gordo;

import io.foretide.detect.algebra.BrentMinimum;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * The power transform of Yeo and Johnson (Biometrika 2000) with the power of the highest
 * likelihood, then mean 0 and deviation 1, as scikit-learn's PowerTransformer does.
 *
 * @param power of each tag
 * @param standard what is taken off and divided by after the power
 */
@SuppressWarnings("ArrayRecordComponent")
public record YeoJohnson(double[] power, TagScaler standard) implements TagTransform {
  private static final double EPSILON = Math.ulp(1.0);

  /** Fits to columns without NaN. A tag that never moved keeps the power 1. */
  static YeoJohnson fit(double[][] columns) {
    double[] power = new double[columns.length];
    double[][] bent = new double[columns.length][];
    for (int j = 0; j < columns.length; j++) {
      double[] x = columns[j];
      boolean moved = Arrays.stream(x).anyMatch(v -> v != x[0]);
      double best = moved ? BrentMinimum.near(-2, 2, l -> cost(x, l)) : 1;
      power[j] = best;
      bent[j] = Arrays.stream(x).map(v -> bend(v, best)).toArray();
    }
    return new YeoJohnson(power, TagScaler.fit(TagScaler.Kind.STANDARD, bent));
  }

  /** The negative log-likelihood of a power, without constants. */
  private static double cost(double[] x, double power) {
    double mean = 0;
    double logs = 0;
    for (double v : x) {
      mean += bend(v, power) / x.length;
      logs += Math.signum(v) * Math.log1p(Math.abs(v));
    }
    double variance = 0;
    for (double v : x) {
      double d = bend(v, power) - mean;
      variance += d * d / x.length;
    }
    if (!(variance >= Double.MIN_NORMAL)) {
      return Double.POSITIVE_INFINITY;
    }
    return x.length / 2.0 * Math.log(variance) - (power - 1) * logs;
  }

  private static double bend(double x, double power) {
    if (x >= 0) {
      return Math.abs(power) < EPSILON ? Math.log1p(x) : (Math.pow(x + 1, power) - 1) / power;
    }
    return Math.abs(power - 2) > EPSILON
        ? -(Math.pow(1 - x, 2 - power) - 1) / (2 - power)
        : -Math.log1p(-x);
  }

  private static double unbend(double y, double power) {
    if (y >= 0) {
      return Math.abs(power) < EPSILON ? Math.expm1(y) : Math.pow(y * power + 1, 1 / power) - 1;
    }
    return Math.abs(power - 2) > EPSILON
        ? 1 - Math.pow(1 - (2 - power) * y, 1 / (2 - power))
        : -Math.expm1(-y);
  }

  @Override
  public double scale(int j, double x) {
    return standard.scale(j, bend(x, power[j]));
  }

  @Override
  public double inverse(int j, double y) {
    return unbend(standard.inverse(j, y), power[j]);
  }

  @Override
  public void write(ByteSink out) {
    out.putDoubles(power);
    standard.write(out);
  }

  static YeoJohnson read(ByteSource in) {
    double[] power = in.getDoubles();
    TagScaler standard = TagScaler.read(in);
    if (standard.centre().length != power.length) {
      throw in.damaged("there are not as many powers as scales");
    }
    return new YeoJohnson(power, standard);
  }
}
