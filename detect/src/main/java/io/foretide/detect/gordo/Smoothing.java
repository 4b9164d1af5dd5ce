package io.foretide.detect.gordo;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/** Gordo's smoothing of scores over a window of rows. */
public enum Smoothing {
  /** Rolling median, Gordo's default. */
  SMM,
  /** Rolling mean. */
  SMA,
  /** Exponentially weighted mean with the window as its span. */
  EWMA;

  /** The running state over one score. */
  static final class Run {
    private final Smoothing how;
    private final double[] ring;
    private final double[] sorted;
    private final double keep;
    private int seen;
    private double sum;
    private double weight;

    Run(Smoothing how, int window) {
      this.how = how;
      ring = new double[window];
      sorted = new double[window];
      keep = 1 - 2.0 / (window + 1);
    }

    /** The smoothed score, NaN until a rolling window is full. */
    double next(double x) {
      if (how == EWMA) {
        boolean missing = Double.isNaN(x);
        sum = sum * keep + (missing ? 0 : x);
        weight = weight * keep + (missing ? 0 : 1);
        return sum / weight;
      }
      System.arraycopy(ring, 1, ring, 0, ring.length - 1);
      ring[ring.length - 1] = x;
      seen = Math.min(seen + 1, ring.length);
      if (seen < ring.length) {
        return Double.NaN;
      }
      if (how == SMA) {
        double total = 0;
        for (double v : ring) {
          total += v;
        }
        return total / ring.length;
      }
      System.arraycopy(ring, 0, sorted, 0, ring.length);
      Arrays.sort(sorted);
      if (Double.isNaN(sorted[ring.length - 1])) {
        return Double.NaN;
      }
      int h = ring.length / 2;
      return ring.length % 2 == 1 ? sorted[h] : (sorted[h - 1] + sorted[h]) / 2;
    }

    void write(ByteSink out) {
      out.putDoubles(ring);
      out.putInt(seen);
      out.putDouble(sum);
      out.putDouble(weight);
    }

    void read(ByteSource in) {
      in.getDoubles(ring);
      seen = in.getInt(0, ring.length);
      sum = in.getDouble();
      weight = in.getDouble();
    }
  }
}
