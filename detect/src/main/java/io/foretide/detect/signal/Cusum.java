package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Two-sided cumulative sum of z-scores (Page, Biometrika 1954): what exceeds the slack adds up,
 * what falls short takes away, never below 0. The raw statistic is the larger sum, signed; the
 * score is its magnitude over the limit. A sum stops at four limits, so that it comes back in a
 * known time once a fault has gone.
 */
public final class Cusum {
  /** The kind in saved forms. */
  public static final String KIND = "cusum";

  private static final double MOST = 4;

  private Cusum() {}

  /** Slack 0.5 and limit 5: finds a shift of one deviation in about ten rows. */
  public static Detector fit(double[][] clean) {
    return fit(clean, 0.5, 5);
  }

  /**
   * Sums per column.
   *
   * @param slack in deviations per row, half of the shift to be found
   * @param limit in deviations
   */
  public static Detector fit(double[][] clean, double slack, double limit) {
    if (!(slack >= 0) || !(limit > 0)) {
      return Refused.because(
          "CUSUM has the slack " + slack + " and the limit " + limit,
          "a slack of 0 or more and a limit above 0");
    }
    return Level.fit(KIND, clean, level -> new Sums(level, slack, limit));
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    return SignalForms.read(KIND, in, s -> new Sums(Level.read(s), s.getDouble(), s.getDouble()));
  }

  private record Sums(Level level, double slack, double limit) implements SignalMethod {
    @Override
    public SignalScorer scorer() {
      return new Run(this);
    }

    @Override
    public int lookback() {
      return Causal.UNBOUNDED;
    }

    @Override
    public void write(ByteSink out) {
      level.write(out);
      out.putDouble(slack);
      out.putDouble(limit);
    }
  }

  private static final class Run implements SignalScorer {
    private final Sums sums;
    private double up;
    private double down;

    Run(Sums sums) {
      this.sums = sums;
    }

    @Override
    public double score(double x) {
      if (Double.isNaN(x)) {
        return Double.NaN;
      }
      double z = sums.level().z(x);
      double most = MOST * sums.limit();
      up = Math.clamp(up + z - sums.slack(), 0, most);
      down = Math.clamp(down - z - sums.slack(), 0, most);
      return Math.max(up, down) / sums.limit();
    }

    @Override
    public double raw() {
      return up >= down ? up : -down;
    }

    @Override
    public void write(ByteSink out) {
      out.putDouble(up);
      out.putDouble(down);
    }

    @Override
    public void read(ByteSource in) {
      up = in.getDouble();
      down = in.getDouble();
    }
  }
}
