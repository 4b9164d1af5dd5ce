package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * The change per row against a limit for rising and one for falling. The raw statistic is the
 * change per row, in units of the signal; across missing rows it is the mean change. After more
 * than {@link #REACH} missing rows the next value starts anew.
 */
public final class RateOfChange {
  /** The kind in saved forms. */
  public static final String KIND = "rate-of-change";

  /** Rows over which a change is still measured. */
  public static final int REACH = 10;

  private RateOfChange() {}

  /**
   * The same limits for every signal.
   *
   * @param rise most that a signal may rise per row, above 0
   * @param fall most that it may fall per row, above 0
   */
  public static Detector of(int signals, double rise, double fall) {
    if (signals < 1 || !(rise > 0) || !(fall > 0)) {
      return Refused.because(
          "rate of change was asked for " + signals + " signals, rise " + rise + ", fall " + fall,
          "at least 1 signal and limits above 0, infinite where there is none");
    }
    return PerSignal.same(KIND, signals, new Rates(rise, fall));
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    return SignalForms.read(KIND, in, s -> new Rates(s.getDouble(), s.getDouble()));
  }

  private record Rates(double rise, double fall) implements SignalMethod {
    @Override
    public SignalScorer scorer() {
      return new Run(rise, fall);
    }

    @Override
    public int lookback() {
      return REACH;
    }

    @Override
    public void write(ByteSink out) {
      out.putDouble(rise);
      out.putDouble(fall);
    }
  }

  private static final class Run implements SignalScorer {
    private final double rise;
    private final double fall;
    private double last = Double.NaN;
    private int age;
    private double raw = Double.NaN;

    Run(double rise, double fall) {
      this.rise = rise;
      this.fall = fall;
    }

    @Override
    public double score(double x) {
      raw = Double.NaN;
      age = Math.min(age + 1, REACH + 1);
      if (Double.isNaN(x)) {
        return Double.NaN;
      }
      if (age <= REACH) {
        raw = (x - last) / age;
      }
      last = x;
      age = 0;
      return raw >= 0 ? raw / rise : -raw / fall;
    }

    @Override
    public double raw() {
      return raw;
    }

    @Override
    public void write(ByteSink out) {
      out.putDouble(last);
      out.putInt(age);
    }

    @Override
    public void read(ByteSource in) {
      last = in.getDouble();
      age = in.getInt(0, REACH + 1);
    }
  }
}
