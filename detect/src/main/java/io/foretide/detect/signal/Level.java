package io.foretide.detect.signal;

import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.function.Function;

/**
 * Mean and deviation of a signal in clean data, to standardise by.
 *
 * @param mean of the values
 * @param deviation of the values, never 0: at least a millionth of the mean's magnitude
 */
record Level(double mean, double deviation) {

  double z(double x) {
    return Math.clamp((x - mean) / deviation, -1e12, 1e12);
  }

  /** One method per column on the level of that column. */
  static Detector fit(String kind, double[][] columns, Function<Level, SignalMethod> method) {
    SignalMethod[] methods = new SignalMethod[columns.length];
    for (int j = 0; j < columns.length; j++) {
      long n = 0;
      double mean = 0;
      double squares = 0;
      for (double x : columns[j]) {
        if (!Double.isNaN(x) && !Double.isInfinite(x)) {
          n++;
          double d = x - mean;
          mean += d / n;
          squares += d * (x - mean);
        }
      }
      if (n < 2) {
        return Refused.because(
            "signal " + j + " has " + n + " values to learn from", "at least 2 values per signal");
      }
      double deviation = Math.sqrt(squares / (n - 1));
      double least = Math.max(1e-6 * Math.abs(mean), Double.MIN_NORMAL);
      methods[j] = method.apply(new Level(mean, Math.max(deviation, least)));
    }
    if (methods.length == 0) {
      return Refused.because("there are no signals", "at least one column");
    }
    return new PerSignal(kind, methods);
  }

  void write(ByteSink out) {
    out.putDouble(mean);
    out.putDouble(deviation);
  }

  static Level read(ByteSource in) {
    return new Level(in.getDouble(), in.getDouble());
  }
}
