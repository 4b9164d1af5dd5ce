package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * Static limits. The raw statistic is the distance beyond the middle, in the unit of the signal.
 *
 * <p>Between two limits the score is the distance from the middle over half the width. With one
 * limit only, it is 1 plus the distance beyond that limit over its magnitude (over 1 where the
 * limit is 0), never below 0.
 */
public final class Limits {
  /** The kind in saved forms. */
  public static final String KIND = "limits";

  private Limits() {}

  /** One signal that should lie between low and high; NaN or infinite for "no such limit". */
  public static Detector of(double low, double high) {
    return of(new double[] {low}, new double[] {high});
  }

  /** Limits per signal; NaN or infinite for "no such limit". */
  public static Detector of(double[] low, double[] high) {
    if (low.length != high.length || low.length == 0) {
      return Refused.because(
          "there are " + low.length + " low and " + high.length + " high limits",
          "one of each per signal, NaN where there is none");
    }
    SignalMethod[] methods = new SignalMethod[low.length];
    for (int j = 0; j < low.length; j++) {
      double lo = Double.isNaN(low[j]) ? Double.NEGATIVE_INFINITY : low[j];
      double hi = Double.isNaN(high[j]) ? Double.POSITIVE_INFINITY : high[j];
      if (!(lo < hi)) {
        return Refused.because(
            "signal " + j + " has the limits " + lo + " and " + hi, "a low limit below the high");
      }
      methods[j] = new Band(lo, hi);
    }
    return new PerSignal(KIND, methods);
  }

  static SignalMethod read(ByteSource in) {
    return new Band(in.getDouble(), in.getDouble());
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    return SignalForms.read(KIND, in, Limits::read);
  }

  private record Band(double low, double high) implements SignalMethod {
    @Override
    public SignalScorer scorer() {
      return new Run(low, high);
    }

    @Override
    public void write(ByteSink out) {
      out.putDouble(low);
      out.putDouble(high);
    }
  }

  private static final class Run implements SignalScorer {
    private final double low;
    private final double high;
    private double raw = Double.NaN;

    Run(double low, double high) {
      this.low = low;
      this.high = high;
    }

    @Override
    public double score(double x) {
      if (Double.isNaN(x)) {
        raw = Double.NaN;
        return Double.NaN;
      }
      if (Double.isInfinite(low) && Double.isInfinite(high)) {
        raw = 0;
        return 0;
      }
      if (Double.isInfinite(low)) {
        raw = x - high;
        return beyond(raw, high);
      }
      if (Double.isInfinite(high)) {
        raw = x - low;
        return beyond(-raw, low);
      }
      raw = x - (low / 2 + high / 2);
      return Math.abs(raw) / (high / 2 - low / 2);
    }

    private static double beyond(double distance, double limit) {
      return Math.max(0, 1 + distance / (limit == 0 ? 1 : Math.abs(limit)));
    }

    @Override
    public double raw() {
      return raw;
    }

    @Override
    public void band(Score out) {
      out.band(Double.NaN, low, high);
    }
  }
}
