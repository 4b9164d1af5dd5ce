package io.foretide.core.grade;

import java.util.List;

/** Values that the sensor cannot have, or that lie far from all others. */
final class Span {
  private static final double BAD_SHARE = 0.05;
  private static final double FAR = 50;
  private static final int LEAST = 20;

  private Span() {}

  static void check(Sample s, List<Finding> out) {
    double[] v = s.values();
    if (Double.isNaN(s.low()) && Double.isNaN(s.high())) {
      far(v, out);
      return;
    }
    int outside = 0;
    double worst = Double.NaN;
    for (double x : v) {
      if (x < s.low() || x > s.high()) {
        outside++;
        worst = x;
      }
    }
    if (outside > 0) {
      boolean now = v[v.length - 1] < s.low() || v[v.length - 1] > s.high();
      out.add(
          new Finding(
              Check.OUT_OF_RANGE,
              now || outside > BAD_SHARE * v.length ? Grade.BAD : Grade.FAIR,
              "has "
                  + outside
                  + (outside == 1 ? " value" : " values")
                  + " outside of "
                  + limits(s)
                  + ", such as "
                  + worst));
    }
  }

  private static String limits(Sample s) {
    return (Double.isNaN(s.low()) ? "" : "low " + s.low())
        + (Double.isNaN(s.low()) || Double.isNaN(s.high()) ? "" : " and ")
        + (Double.isNaN(s.high()) ? "" : "high " + s.high());
  }

  private static void far(double[] v, List<Finding> out) {
    if (v.length < LEAST) {
      return;
    }
    double[] sorted = v.clone();
    double middle = Sample.median(sorted);
    double half =
        (sorted[(int) (0.95 * (v.length - 1))] - sorted[(int) (0.05 * (v.length - 1))]) / 2;
    if (half == 0) {
      return;
    }
    int outside = 0;
    double worst = Double.NaN;
    for (double x : v) {
      if (Math.abs(x - middle) > FAR * half) {
        outside++;
        worst = x;
      }
    }
    if (outside > 0) {
      out.add(
          new Finding(
              Check.OUT_OF_RANGE,
              Grade.FAIR,
              "has "
                  + outside
                  + (outside == 1 ? " value" : " values")
                  + " far from all others, such as "
                  + worst
                  + " where "
                  + middle
                  + " is usual"));
    }
  }
}
