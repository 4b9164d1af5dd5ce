package io.foretide.models.detect;

import io.foretide.detect.Score;
import io.foretide.models.detect.DetectMethod.Band;

/** The rows of one interval in the making. */
final class Rows {
  private final Band band;
  private final boolean single;
  private final double[][] values;
  private int row;
  private int scored;
  private double infinite = Double.NaN;

  Rows(DetectSettings settings, int rows) {
    this.band = settings.method().band();
    this.single = settings.inputs().size() == 1;
    this.values = new double[settings.outputs().size()][rows];
  }

  /** Adds the next row. */
  void add(double value, Score score) {
    int c = 0;
    if (single) {
      values[c++][row] = value;
      if (band == Band.EXPECTED) {
        values[c++][row] = score.expected();
      }
      if (band != Band.NONE) {
        values[c++][row] = score.lo();
        values[c++][row] = score.hi();
      }
    }
    values[c++][row] = score.value();
    if (c < values.length) {
      boolean none = Double.isNaN(score.value());
      for (double share : score.contributions()) {
        values[c++][row] = none ? Double.NaN : share;
      }
    }
    if (Double.isInfinite(score.value())) {
      infinite = value;
    }
    if (!Double.isNaN(score.value())) {
      scored++;
    }
    row++;
  }

  /** Whether any row has a score. */
  boolean scored() {
    return scored > 0;
  }

  /** Whether a score overflowed. */
  boolean overflowed() {
    return !Double.isNaN(infinite);
  }

  double[][] values() {
    return values;
  }
}
