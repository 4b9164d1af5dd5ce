package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * A sensor that says nothing. The raw statistic is the number of rows since the last value (since
 * the start if there was none); the score is that over the limit. It is the one detector that
 * scores rows without values.
 */
public final class Gap {
  /** The kind in saved forms. */
  public static final String KIND = "gap";

  private Gap() {}

  /** The same limit of missing rows, at least 1, for every signal. */
  public static Detector of(int signals, int rows) {
    if (signals < 1 || rows < 1) {
      return Refused.because(
          "gap was asked for " + signals + " signals and " + rows + " rows", "at least 1 of each");
    }
    return PerSignal.same(KIND, signals, new Missing(rows));
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    return SignalForms.read(KIND, in, s -> new Missing(s.getInt(1, Integer.MAX_VALUE)));
  }

  private record Missing(int rows) implements SignalMethod {
    @Override
    public SignalScorer scorer() {
      return new Run(rows);
    }

    @Override
    public int lookback() {
      return Causal.UNBOUNDED;
    }

    @Override
    public void write(ByteSink out) {
      out.putInt(rows);
    }
  }

  private static final class Run implements SignalScorer {
    private final int rows;
    private long missing;

    Run(int rows) {
      this.rows = rows;
    }

    @Override
    public double score(double x) {
      missing = Double.isNaN(x) ? missing + 1 : 0;
      return (double) missing / rows;
    }

    @Override
    public double raw() {
      return missing;
    }

    @Override
    public int direction() {
      return 0;
    }

    @Override
    public void write(ByteSink out) {
      out.putLong(missing);
    }

    @Override
    public void read(ByteSource in) {
      missing = in.getLong();
    }
  }
}
