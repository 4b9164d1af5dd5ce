package io.foretide.detect.forest;

/** Mean and deviation in one pass (Welford 1962); not-finite values are left out. */
final class RunningMoments {
  private long count;
  private double mean;
  private double squares;

  void add(double x) {
    if (!Double.isNaN(x) && !Double.isInfinite(x)) {
      count++;
      double d = x - mean;
      mean += d / count;
      squares += d * (x - mean);
    }
  }

  double mean() {
    return mean;
  }

  /** The sample deviation, 0 for fewer than two values. */
  double deviation() {
    return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  }
}
