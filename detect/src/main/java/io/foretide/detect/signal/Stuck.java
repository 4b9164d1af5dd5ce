package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * A sensor that repeats itself. The raw statistic is the number of rows with a value since the
 * signal last moved by more than a tolerance; the score is that over the limit. Rows without a
 * value neither count nor end a run.
 */
public final class Stuck {
  /** The kind in saved forms. */
  public static final String KIND = "stuck";

  private Stuck() {}

  /**
   * The same rule for every signal.
   *
   * @param rows how many rows without movement are the limit, at least 1
   * @param tolerance the largest change that is still no movement, 0 or more
   */
  public static Detector of(int signals, int rows, double tolerance) {
    if (signals < 1 || rows < 1 || !(tolerance >= 0)) {
      return Refused.because(
          "stuck was asked for " + signals + " signals, " + rows + " rows, tolerance " + tolerance,
          "at least 1 signal, at least 1 row and a tolerance of 0 or more");
    }
    return PerSignal.same(KIND, signals, new Still(rows, tolerance));
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    return SignalForms.read(
        KIND, in, s -> new Still(s.getInt(1, Integer.MAX_VALUE), s.getDouble()));
  }

  private record Still(int rows, double tolerance) implements SignalMethod {
    @Override
    public SignalScorer scorer() {
      return new Run(rows, tolerance);
    }

    @Override
    public int lookback() {
      return Causal.UNBOUNDED;
    }

    @Override
    public void write(ByteSink out) {
      out.putInt(rows);
      out.putDouble(tolerance);
    }
  }

  private static final class Run implements SignalScorer {
    private final int rows;
    private final double tolerance;
    private double anchor = Double.NaN;
    private long still;

    Run(int rows, double tolerance) {
      this.rows = rows;
      this.tolerance = tolerance;
    }

    @Override
    public double score(double x) {
      if (Double.isNaN(x)) {
        return Double.NaN;
      }
      if (Math.abs(x - anchor) <= tolerance) {
        still++;
      } else {
        anchor = x;
        still = 0;
      }
      return (double) still / rows;
    }

    @Override
    public double raw() {
      return still;
    }

    @Override
    public int direction() {
      return 0;
    }

    @Override
    public void write(ByteSink out) {
      out.putDouble(anchor);
      out.putLong(still);
    }

    @Override
    public void read(ByteSource in) {
      anchor = in.getDouble();
      still = in.getLong();
    }
  }
}
