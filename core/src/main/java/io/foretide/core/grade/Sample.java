package io.foretide.core.grade;

import java.util.Arrays;

/**
 * The points of one series over a range, without missing values.
 *
 * @param times rising, epoch nanoseconds
 * @param values finite, one for each time
 * @param from first instant that was asked for
 * @param to the instant that the data are judged at; later points are ahead of the clock
 * @param low least value that the sensor can have; NaN if that is not known
 * @param high greatest value that the sensor can have; NaN if that is not known
 * @param codes status codes of the same range, in order of time; empty if there are none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sample(
    long[] times, double[] values, long from, long to, double low, double high, double[] codes) {

  /** Points whose values may be missing, of a sensor whose limits are not known. */
  public static Sample of(long[] times, double[] values, int first, int end, long from, long to) {
    long[] t = new long[end - first];
    double[] v = new double[end - first];
    int n = 0;
    for (int i = first; i < end; i++) {
      if (Double.isFinite(values[i])) {
        t[n] = times[i];
        v[n++] = values[i];
      }
    }
    return new Sample(
        Arrays.copyOf(t, n), Arrays.copyOf(v, n), from, to, Double.NaN, Double.NaN, new double[0]);
  }

  /** The same with the sensor's limits. */
  public Sample within(double newLow, double newHigh) {
    return new Sample(times, values, from, to, newLow, newHigh, codes);
  }

  /** The same with status codes. */
  public Sample with(double[] newCodes) {
    return new Sample(times, values, from, to, low, high, newCodes);
  }

  int size() {
    return times.length;
  }

  /** The usual time between points, the median; 0 if there are fewer than three points. */
  long step() {
    return quantile(0.5);
  }

  /** A quantile of the times between points; 0 if there are fewer than three points. */
  long quantile(double p) {
    if (times.length < 3) {
      return 0;
    }
    long[] steps = new long[times.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = times[i + 1] - times[i];
    }
    Arrays.sort(steps);
    return steps[(int) (p * (steps.length - 1))];
  }

  /** The median of some numbers, which are sorted in place; NaN if there are none. */
  static double median(double[] some) {
    Arrays.sort(some);
    int n = some.length;
    return n == 0 ? Double.NaN : some[(n - 1) / 2] / 2 + some[n / 2] / 2;
  }
}
