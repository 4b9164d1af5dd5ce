package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Page-Hinkley test for a change of the mean (Page 1954; Hinkley 1971), in both directions. It
 * compares each value with the running mean of the stream itself, so a level that differs from
 * training is no alarm but a level that moves is. The raw statistic is the larger distance of the
 * cumulated difference from its extreme, in deviations, signed; the score its magnitude over the
 * limit. The running mean forgets over {@link #MEMORY} values; the distance stops at four limits.
 */
public final class PageHinkley {
  /** The kind in saved forms. */
  public static final String KIND = "page-hinkley";

  /** Values over which the running mean forgets. */
  public static final int MEMORY = 1000;

  private static final double MOST = 4;

  private PageHinkley() {}

  /** Tolerated drift 0.1 deviations per row and limit 25. */
  public static Detector fit(double[][] clean) {
    return fit(clean, 0.1, 25);
  }

  /**
   * A test per column.
   *
   * @param drift in deviations per row that is tolerated
   * @param limit in deviations
   */
  public static Detector fit(double[][] clean, double drift, double limit) {
    if (!(drift >= 0) || !(limit > 0)) {
      return Refused.because(
          "Page-Hinkley has the drift " + drift + " and the limit " + limit,
          "a drift of 0 or more and a limit above 0");
    }
    return Level.fit(KIND, clean, level -> new Test(level, drift, limit));
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    return SignalForms.read(KIND, in, s -> new Test(Level.read(s), s.getDouble(), s.getDouble()));
  }

  private record Test(Level level, double drift, double limit) implements SignalMethod {
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
      out.putDouble(drift);
      out.putDouble(limit);
    }
  }

  private static final class Run implements SignalScorer {
    private final Test test;
    private long seen;
    private double mean;
    private double up;
    private double down;

    Run(Test test) {
      this.test = test;
    }

    @Override
    public double score(double x) {
      if (Double.isNaN(x)) {
        return Double.NaN;
      }
      double z = test.level().z(x);
      seen++;
      mean += (z - mean) / Math.min(seen, MEMORY);
      double most = MOST * test.limit();
      up = Math.clamp(up + z - mean - test.drift(), 0, most);
      down = Math.clamp(down - z + mean - test.drift(), 0, most);
      return Math.max(up, down) / test.limit();
    }

    @Override
    public double raw() {
      return up >= down ? up : -down;
    }

    @Override
    public void write(ByteSink out) {
      out.putLong(seen);
      out.putDouble(mean);
      out.putDouble(up);
      out.putDouble(down);
    }

    @Override
    public void read(ByteSource in) {
      seen = in.getLong();
      mean = in.getDouble();
      up = in.getDouble();
      down = in.getDouble();
    }
  }
}
