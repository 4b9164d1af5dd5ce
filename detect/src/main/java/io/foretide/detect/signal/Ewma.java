package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Exponentially weighted moving average chart (Roberts, Technometrics 1959; limits with the exact
 * variance of the start, Montgomery, "Statistical Quality Control", section 9.2). The raw statistic
 * is the average of z-scores over its own deviation, the score its magnitude over the limit.
 */
public final class Ewma {
  /** The kind in saved forms. */
  public static final String KIND = "ewma";

  private Ewma() {}

  /** Weight 0.2 and limit 3. */
  public static Detector fit(double[][] clean) {
    return fit(clean, 0.2, 3);
  }

  /**
   * A chart per column.
   *
   * @param weight of the newest value, above 0 to 1; small for slow drift
   * @param limit in deviations of the average
   */
  public static Detector fit(double[][] clean, double weight, double limit) {
    if (!(weight > 0 && weight <= 1) || !(limit > 0)) {
      return Refused.because(
          "EWMA has the weight " + weight + " and the limit " + limit,
          "a weight above 0 to 1 and a limit above 0");
    }
    return Level.fit(KIND, clean, level -> new Chart(level, weight, limit));
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    return SignalForms.read(KIND, in, s -> new Chart(Level.read(s), s.getDouble(), s.getDouble()));
  }

  private record Chart(Level level, double weight, double limit) implements SignalMethod {
    @Override
    public SignalScorer scorer() {
      return new Run(this);
    }

    @Override
    public int lookback() {
      return weight == 1 ? 0 : Causal.UNBOUNDED;
    }

    @Override
    public void write(ByteSink out) {
      level.write(out);
      out.putDouble(weight);
      out.putDouble(limit);
    }
  }

  private static final class Run implements SignalScorer {
    private final Chart chart;
    private double average;
    private double fading = 1;
    private double raw = Double.NaN;

    Run(Chart chart) {
      this.chart = chart;
    }

    @Override
    public double score(double x) {
      raw = Double.NaN;
      if (Double.isNaN(x)) {
        return Double.NaN;
      }
      double w = chart.weight();
      average = w * chart.level().z(x) + (1 - w) * average;
      fading *= (1 - w) * (1 - w);
      raw = average / Math.sqrt(w / (2 - w) * (1 - fading));
      return Math.abs(raw) / chart.limit();
    }

    @Override
    public double raw() {
      return raw;
    }

    @Override
    public void write(ByteSink out) {
      out.putDouble(average);
      out.putDouble(fading);
    }

    @Override
    public void read(ByteSource in) {
      average = in.getDouble();
      fading = in.getDouble();
    }
  }
}
