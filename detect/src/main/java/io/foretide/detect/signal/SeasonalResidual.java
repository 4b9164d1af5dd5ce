package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.function.BiFunction;

/**
 * The distance of a value from what a forecaster expected of it. The raw statistic is the residual,
 * in units of the signal; the score is 1 at either end of the forecaster's interval.
 */
public final class SeasonalResidual {
  /** The kind in saved forms. */
  public static final String KIND = "seasonal-residual";

  private SeasonalResidual() {}

  /** One expectation per signal. */
  public static Detector of(Expectation... expectations) {
    if (expectations.length == 0) {
      return Refused.because("there are no expectations", "one per signal");
    }
    SignalMethod[] methods = new SignalMethod[expectations.length];
    for (int j = 0; j < methods.length; j++) {
      methods[j] = new Residual(expectations[j]);
    }
    return new PerSignal(KIND, methods);
  }

  /**
   * Reads the detector that was saved under {@link #KIND}.
   *
   * @param reader given the kind of an expectation and its bytes
   */
  public static Causal readDetector(
      ByteSource in, BiFunction<String, ByteSource, Expectation> reader) {
    return SignalForms.read(KIND, in, s -> new Residual(reader.apply(s.getString(), s)));
  }

  private record Residual(Expectation expectation) implements SignalMethod {
    @Override
    public SignalScorer scorer() {
      return new Run(expectation.start());
    }

    @Override
    public int lookback() {
      return expectation.lookback();
    }

    @Override
    public void write(ByteSink out) {
      out.putString(expectation.kind());
      expectation.write(out);
    }
  }

  private static final class Run implements SignalScorer {
    private final Expectation.Run expected;
    private final double[] interval = new double[3];
    private double raw = Double.NaN;

    Run(Expectation.Run expected) {
      this.expected = expected;
    }

    @Override
    public double score(double x) {
      expected.next(interval);
      raw = x - interval[0];
      double half = raw >= 0 ? interval[2] - interval[0] : interval[0] - interval[1];
      expected.observe(x);
      return Math.abs(raw) / Math.max(half, Double.MIN_NORMAL);
    }

    @Override
    public double raw() {
      return raw;
    }

    @Override
    public void band(Score out) {
      out.band(interval[0], interval[1], interval[2]);
    }

    @Override
    public void write(ByteSink out) {
      expected.write(out);
    }

    @Override
    public void read(ByteSource in) {
      expected.read(in);
    }
  }
}
