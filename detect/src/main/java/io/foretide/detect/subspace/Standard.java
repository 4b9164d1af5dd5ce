package io.foretide.detect.subspace;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Mean and deviation per signal. A signal that never moved in training gets a hundredth of its
 * magnitude as its deviation (1e-9 where it was 0), so that a later move shows.
 */
@SuppressWarnings("ArrayRecordComponent")
record Standard(double[] mean, double[] scale) {

  /** Beyond this many deviations a value counts no further. */
  static final double MOST = 1e6;

  /** Moments of the rows outside [skipFrom, skipTo). */
  static Standard fit(double[][] columns, int skipFrom, int skipTo) {
    int d = columns.length;
    double[] mean = new double[d];
    double[] scale = new double[d];
    for (int j = 0; j < d; j++) {
      long n = 0;
      double m = 0;
      double squares = 0;
      for (int i = 0; i < columns[j].length; i++) {
        double x = columns[j][i];
        if ((i < skipFrom || i >= skipTo) && Double.isFinite(x)) {
          n++;
          double delta = x - m;
          m += delta / n;
          squares += delta * (x - m);
        }
      }
      double s = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
      mean[j] = m;
      scale[j] = s > 1e-9 * Math.abs(m) && s > 1e-300 ? s : Math.max(0.01 * Math.abs(m), 1e-9);
    }
    return new Standard(mean, scale);
  }

  /** The standardised value, NaN for one that is not finite. */
  double z(int j, double x) {
    if (!Double.isFinite(x)) {
      return Double.NaN;
    }
    return Math.clamp((x - mean[j]) / scale[j], -MOST, MOST);
  }

  void write(ByteSink out) {
    out.putDoubles(mean);
    out.putDoubles(scale);
  }

  static Standard read(ByteSource in) {
    double[] mean = in.getDoubles();
    double[] scale = new double[mean.length];
    in.getDoubles(scale);
    return new Standard(mean, scale);
  }
}
