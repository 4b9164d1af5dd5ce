package io.foretide.detect.gordo;

import io.foretide.detect.algebra.Quantile;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * A scaler per tag, as scikit-learn has them: (x - centre) / divisor.
 *
 * @param centre what is taken off
 * @param divisor what is divided by, 1 where the tag never moved
 */
@SuppressWarnings("ArrayRecordComponent")
public record TagScaler(double[] centre, double[] divisor) implements TagTransform {

  /** Which scaler or transform. */
  public enum Kind {
    /** Leaves values as they are. */
    NONE,
    /** Minimum to 0, maximum to 1. */
    MIN_MAX,
    /** Median to 0, interquartile range to 1. */
    ROBUST,
    /** Mean to 0, population deviation to 1. */
    STANDARD,
    /** Largest magnitude to 1. */
    MAX_ABS,
    /** Rank from 0 to 1, see {@link QuantileMap}. */
    QUANTILE_UNIFORM,
    /** Rank as a normal deviate, see {@link QuantileMap}. */
    QUANTILE_NORMAL,
    /** Power transform, see {@link YeoJohnson}. */
    POWER
  }

  /** Fits a scaler to columns without NaN; for transforms see {@link TagTransform#fit}. */
  public static TagScaler fit(Kind kind, double[][] columns) {
    double[] centre = new double[columns.length];
    double[] divisor = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      double[] x = columns[j];
      double d = 1;
      switch (kind) {
        case NONE -> {}
        case MIN_MAX -> {
          centre[j] = Quantile.of(x, 0);
          d = Quantile.of(x, 1) - centre[j];
        }
        case ROBUST -> {
          centre[j] = Quantile.of(x, 0.5);
          d = Quantile.of(x, 0.75) - Quantile.of(x, 0.25);
        }
        case STANDARD -> {
          double sum = 0;
          for (double v : x) {
            sum += v;
          }
          centre[j] = sum / x.length;
          double squares = 0;
          for (double v : x) {
            squares += (v - centre[j]) * (v - centre[j]);
          }
          d = Math.sqrt(squares / x.length);
        }
        case MAX_ABS -> {
          d = 0;
          for (double v : x) {
            d = Math.max(d, Math.abs(v));
          }
        }
        case QUANTILE_UNIFORM, QUANTILE_NORMAL, POWER ->
            throw new IllegalArgumentException(kind + " is not a scaler: use TagTransform.fit");
      }
      divisor[j] = d > 10 * Math.ulp(1.0) ? d : 1;
    }
    return new TagScaler(centre, divisor);
  }

  @Override
  public double scale(int j, double x) {
    return (x - centre[j]) / divisor[j];
  }

  @Override
  public double inverse(int j, double y) {
    return y * divisor[j] + centre[j];
  }

  @Override
  public void write(ByteSink out) {
    out.putDoubles(centre);
    out.putDoubles(divisor);
  }

  static TagScaler read(ByteSource in) {
    double[] centre = in.getDoubles();
    double[] divisor = new double[centre.length];
    in.getDoubles(divisor);
    return new TagScaler(centre, divisor);
  }
}
