package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Distance from the mean of clean data in deviations. The raw statistic is the z-score, the score
 * its magnitude over the limit.
 */
public final class ZScore {
  /** The kind in saved forms. */
  public static final String KIND = "z-score";

  private ZScore() {}

  /** Mean and deviation of every column, with the limit at 3 deviations. */
  public static Detector fit(double[][] clean) {
    return fit(clean, 3);
  }

  /** Mean and deviation of every column, with the limit at that many deviations. */
  public static Detector fit(double[][] clean, double limit) {
    if (!(limit > 0)) {
      return Refused.because("the z-score limit is " + limit, "a limit above 0");
    }
    return Level.fit(KIND, clean, level -> new Fixed(level, limit));
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    return SignalForms.read(KIND, in, s -> new Fixed(Level.read(s), s.getDouble()));
  }

  private record Fixed(Level level, double limit) implements SignalMethod {
    @Override
    public SignalScorer scorer() {
      return new Run(level, limit);
    }

    @Override
    public void write(ByteSink out) {
      level.write(out);
      out.putDouble(limit);
    }
  }

  private static final class Run implements SignalScorer {
    private final Level level;
    private final double limit;
    private double raw = Double.NaN;

    Run(Level level, double limit) {
      this.level = level;
      this.limit = limit;
    }

    @Override
    public double score(double x) {
      raw = level.z(x);
      return Math.abs(raw) / limit;
    }

    @Override
    public double raw() {
      return raw;
    }

    @Override
    public void band(Score out) {
      double reach = limit * level.deviation();
      out.band(level.mean(), level.mean() - reach, level.mean() + reach);
    }
  }
}
