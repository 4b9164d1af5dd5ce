package io.foretide.detect.tail;

/** Student's t distribution. */
public final class StudentT {
  private StudentT() {}

  /** The value below which a t variable stays with probability p, for p in [0.5, 1). */
  public static double quantile(double p, double freedom) {
    double low = 0;
    double high = 1;
    while (tail(high, freedom) > 1 - p && high < 1e300) {
      low = high;
      high *= 2;
    }
    for (int i = 0; i < 200 && high - low > 1e-14 * high; i++) {
      double middle = (low + high) / 2;
      if (tail(middle, freedom) > 1 - p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Probability of a value above t, for t of 0 or more. */
  public static double tail(double t, double freedom) {
    return 0.5 * Beta.regularised(freedom / (freedom + t * t), freedom / 2, 0.5);
  }
}
