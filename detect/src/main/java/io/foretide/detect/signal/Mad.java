package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Robust z-score against the median and the median absolute deviation of the rows before (Iglewicz
 * and Hoaglin, "How to Detect and Handle Outliers", 1993; there with the limit 3.5).
 *
 * <p>The raw statistic is (x - median) / (1.4826 MAD), the score its magnitude over the limit.
 * Where more than half of the window is one value and so MAD is 0, 1.2533 times the mean absolute
 * deviation stands in; it never goes below a millionth of the median's magnitude, so that rounding
 * on a constant signal is no anomaly. The window has a fixed number of rows, hence any row can be
 * scored from that many rows before it.
 */
public final class Mad {
  /** The kind in saved forms. */
  public static final String KIND = "mad";

  /** The limit that Iglewicz and Hoaglin recommend. */
  public static final double LIMIT = 3.5;

  private Mad() {}

  /** Every one of the signals against its last {@code window} rows, limit 3.5. */
  public static Detector of(int signals, int window) {
    return of(signals, window, LIMIT);
  }

  /**
   * Every one of the signals against its last {@code window} rows.
   *
   * @param window rows to look back, 4 to 1,000,000; scores start when half of them have values
   * @param limit the robust z-score that becomes 1.0
   */
  public static Detector of(int signals, int window, double limit) {
    if (signals < 1 || window < 4 || window > 1_000_000 || !(limit > 0)) {
      return Refused.because(
          "MAD was asked for " + signals + " signals, a window of " + window + ", limit " + limit,
          "at least 1 signal, a window of 4 to 1000000 rows and a limit above 0");
    }
    return PerSignal.same(KIND, signals, new Window(window, limit));
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    return SignalForms.read(
        KIND, in, source -> new Window(source.getInt(4, 1_000_000), source.getDouble()));
  }

  private record Window(int rows, double limit) implements SignalMethod {
    @Override
    public SignalScorer scorer() {
      return new Run(rows, limit);
    }

    @Override
    public int lookback() {
      return rows;
    }

    @Override
    public void write(ByteSink out) {
      out.putInt(rows);
      out.putDouble(limit);
    }
  }

  private static final class Run implements SignalScorer {
    private final SortedWindow window;
    private final double limit;
    private final int least;
    private double raw = Double.NaN;
    private double middle = Double.NaN;
    private double reach = Double.NaN;

    Run(int rows, double limit) {
      this.window = new SortedWindow(rows);
      this.limit = limit;
      this.least = Math.max(3, rows / 2);
    }

    @Override
    public double score(double x) {
      double z = Double.NaN;
      if (!Double.isNaN(x) && window.count() >= least) {
        double median = window.median();
        double scale = 1.4826 * window.medianDistance(median);
        if (!(scale > 0)) {
          scale = 1.2533 * window.meanDistance(median);
        }
        scale = Math.max(scale, Math.max(1e-6 * Math.abs(median), Double.MIN_NORMAL));
        z = Math.clamp((x - median) / scale, -1e12, 1e12);
        middle = median;
        reach = limit * scale;
      }
      window.push(x);
      raw = z;
      return Math.abs(z) / limit;
    }

    @Override
    public double raw() {
      return raw;
    }

    @Override
    public void band(Score out) {
      out.band(middle, middle - reach, middle + reach);
    }

    @Override
    public void write(ByteSink out) {
      window.write(out);
    }

    @Override
    public void read(ByteSource in) {
      window.read(in);
    }
  }
}
